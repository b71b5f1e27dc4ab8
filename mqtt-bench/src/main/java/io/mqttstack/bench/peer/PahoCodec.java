package io.mqttstack.bench.peer;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttAck;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPubAck;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

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
        return version == ProtocolVersion.V5_0 && (packet instanceof Publish || packet instanceof PubAck);
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
                return packet(last);
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
        MqttWireMessage message = message(packet);
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

    private static MqttWireMessage message(Packet packet) throws MqttException {
        if (packet instanceof PubAck pubAck) {
            return new MqttPubAck(0, pubAck.packetIdentifier(), new MqttProperties());
        }
        Publish publish = (Publish) packet;
        MqttProperties properties = new MqttProperties();
        publish.properties().messageExpiryInterval().ifPresent(properties::setMessageExpiryInterval);
        publish.properties().contentType().ifPresent(properties::setContentType);
        properties.setUserProperties(publish.properties().userProperties().stream()
                .map(property -> new UserProperty(property.name(), property.value()))
                .toList());
        MqttMessage content =
                new MqttMessage(publish.payload().toByteArray(), publish.qos().value(), publish.retain(), properties);
        MqttPublish message = new MqttPublish(publish.topic().value(), content, properties);
        message.setMessageId(publish.packetIdentifier());
        return message;
    }

    private static Packet packet(MqttWireMessage message) {
        if (message instanceof MqttAck) {
            return new PubAck(message.getMessageId());
        }
        MqttPublish publish = (MqttPublish) message;
        Publish.Properties.Builder properties = Publish.Properties.builder();
        MqttProperties theirs = publish.getProperties();
        if (theirs.getMessageExpiryInterval() != null) {
            properties.messageExpiryInterval(theirs.getMessageExpiryInterval());
        }
        if (theirs.getContentType() != null) {
            properties.contentType(theirs.getContentType());
        }
        theirs.getUserProperties().forEach(property -> properties.userProperty(property.getKey(), property.getValue()));
        return new Publish(
                TopicName.of(publish.getTopicName()),
                Bytes.wrap(publish.getMessage().getPayload()),
                QoS.of(publish.getMessage().getQos()).orElseThrow(),
                publish.getMessage().isRetained(),
                publish.getMessage().isDuplicate(),
                publish.getMessageId(),
                properties.build());
    }
}
