package io.mqttstack.bench.peer;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.Subscribe;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;

/** Eclipse Paho's client of MQTT 5.0, which reads one packet at a time from a stream, an array here. */
public final class PahoCodec implements Codec {
    /** Creates the codec. */
    public PahoCodec() {}

    @Override
    public ProtocolVersion version() {
        return ProtocolVersion.V5_0;
    }

    @Override
    public boolean supports(ProtocolVersion version, Packet packet) {
        return version == ProtocolVersion.V5_0
                && (packet instanceof Publish
                        || packet instanceof PubAck
                        || packet instanceof Connect
                        || packet instanceof Subscribe);
    }

    @Override
    public Decode decode(ProtocolVersion version, ByteBuffer wire) {
        List<byte[]> packets = packets(wire);
        return new Decode() {
            private MqttWireMessage last = new MqttPublish("", new MqttMessage(), new MqttProperties());

            @Override
            public Object run() throws MqttException {
                for (byte[] packet : packets) {
                    last = MqttWireMessage.createWireMessage(packet);
                }
                return last;
            }

            @Override
            public Packet last() {
                return PahoMessages.packet(last);
            }
        };
    }

    /** The library's input stream puts each packet into an array of its own; here that is done beforehand, in its favour. */
    private static List<byte[]> packets(ByteBuffer wire) {
        byte[] all = new byte[wire.limit()];
        wire.get(0, all);
        ByteArrayInputStream in = new ByteArrayInputStream(all);
        List<byte[]> packets = new ArrayList<>();
        while (in.available() > 0) {
            int start = all.length - in.available();
            in.skip(1);
            int length = 0;
            int next;
            int shift = 0;
            do {
                next = in.read();
                length |= (next & 0x7F) << shift;
                shift += 7;
            } while (next > 0x7F);
            in.skip(length);
            byte[] packet = new byte[all.length - in.available() - start];
            wire.get(start, packet);
            packets.add(packet);
        }
        return packets;
    }

    @Override
    public Encode encode(ProtocolVersion version, Packet packet) throws MqttException {
        MqttWireMessage message = PahoMessages.message(packet);
        return new Encode() {
            @Override
            public int run() throws MqttException {
                return message.getHeader().length + message.getPayload().length;
            }

            @Override
            public byte[] bytes() throws MqttException {
                byte[] header = message.getHeader();
                byte[] payload = message.getPayload();
                return ByteBuffer.allocate(header.length + payload.length)
                        .put(header)
                        .put(payload)
                        .array();
            }
        };
    }
}
