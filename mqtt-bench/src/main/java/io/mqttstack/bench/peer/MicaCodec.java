package io.mqttstack.bench.peer;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.Subscribe;
import java.nio.ByteBuffer;
import net.dreamlu.iot.mqtt.codec.MqttDecoder;
import net.dreamlu.iot.mqtt.codec.MqttEncoder;
import net.dreamlu.iot.mqtt.codec.MqttMessage;
import net.dreamlu.iot.mqtt.codec.MqttMessageBuilders;
import org.tio.core.ChannelContext;
import org.tio.core.exception.TioDecodeException;
import org.tio.utils.buffer.ByteBufferAllocator;

/** mica-mqtt's codec, in MQTT 3.1.1. It reads buffers on the heap only, and each encoded packet is a new one. */
public final class MicaCodec implements Codec {
    private final ChannelContext context = MicaContext.create();

    /** Creates the codec. */
    public MicaCodec() {}

    @Override
    public boolean supports(ProtocolVersion version, Packet packet) {
        return version == ProtocolVersion.V3_1_1
                && (packet instanceof Publish
                        || packet instanceof PubAck
                        || packet instanceof Connect
                        || packet instanceof Subscribe);
    }

    @Override
    public Decode decode(ProtocolVersion version, ByteBuffer wire) {
        MqttDecoder decoder = new MqttDecoder();
        ByteBuffer source = ByteBuffer.allocate(wire.limit()).put(wire.rewind());
        return new Decode() {
            private MqttMessage last = MqttMessageBuilders.pubAck().packetId(1).build();

            @Override
            public Object run() throws TioDecodeException {
                source.rewind();
                while (source.hasRemaining()) {
                    last = decoder.doDecode(context, source, source.remaining());
                }
                return last;
            }

            @Override
            public Packet last() {
                return MicaMessages.packet(last);
            }
        };
    }

    @Override
    public Encode encode(ProtocolVersion version, Packet packet) {
        MqttMessage message = MicaMessages.message(packet);
        return new Encode() {
            @Override
            public int run() {
                return buffer().position();
            }

            @Override
            public byte[] bytes() {
                ByteBuffer buffer = buffer().flip();
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                return bytes;
            }

            private ByteBuffer buffer() {
                return MqttEncoder.INSTANCE.doEncode(context, message, ByteBufferAllocator.HEAP);
            }
        };
    }
}
