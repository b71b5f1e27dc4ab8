package io.mqttstack.bench.codec;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The packets that codecs are measured on. */
public final class Fixtures {
    /** The payload of the messages in a stream, in bytes. */
    public static final int STREAM_PAYLOAD = 64;

    /** The size that the stream's buffer may have, in bytes. */
    public static final int STREAM_BUFFER = 64 * 1024;

    /** How many messages of {@link #STREAM_PAYLOAD} bytes fill {@link #STREAM_BUFFER}: each is 105 bytes long. */
    public static final int STREAM_MESSAGES = 624;

    private static final int PACKET_IDENTIFIER = 4711;
    private static final String CLIENT_IDENTIFIER = "sensor-berlin-17-00042";
    private static final String USER_NAME = "line-17";
    private static final byte[] PASSWORD = "correct horse battery".getBytes(StandardCharsets.UTF_8);
    private static final String WILL_TOPIC = "site/berlin/line/17/sensor/00042/state";
    private static final byte[] WILL_PAYLOAD = "offline".getBytes(StandardCharsets.UTF_8);
    private static final int KEEP_ALIVE = 60;

    private Fixtures() {}

    /**
     * A PUBLISH of MQTT 3.1.1.
     *
     * @param topic the Topic Name
     * @param payloadLength the length of the payload in bytes
     * @param qos the Quality of Service
     * @return the fixture
     */
    public static Fixture publish(String topic, int payloadLength, QoS qos) {
        return publish(ProtocolVersion.V3_1_1, topic, payloadLength, qos);
    }

    /**
     * A PUBLISH without properties.
     *
     * @param version 3.1.1 or 5.0
     * @param topic the Topic Name
     * @param payloadLength the length of the payload in bytes
     * @param qos the Quality of Service
     * @return the fixture
     */
    public static Fixture publish(ProtocolVersion version, String topic, int payloadLength, QoS qos) {
        byte[] payload = payload(payloadLength);
        boolean identified = qos != QoS.AT_MOST_ONCE;
        Wire body = new Wire().field(topic);
        if (identified) {
            body.twoBytes(PACKET_IDENTIFIER);
        }
        if (version == ProtocolVersion.V5_0) {
            body.oneByte(0);
        }
        Publish packet = new Publish(
                TopicName.of(topic),
                Bytes.wrap(payload),
                qos,
                false,
                false,
                identified ? PACKET_IDENTIFIER : 0,
                Publish.Properties.NONE);
        return new Fixture(
                version, packet, new Wire().oneByte(0x30 | qos.value() << 1).block(body.bytes(payload)));
    }

    /**
     * A PUBLISH of MQTT 5.0 with QoS 1, a payload of 64 bytes, Message Expiry Interval, Content Type and User Properties.
     *
     * @param userProperties the number of User Properties
     * @return the fixture
     */
    public static Fixture publishWithProperties(int userProperties) {
        String topic = Topics.REPEATED.name(0);
        byte[] payload = payload(64);
        Publish.Properties.Builder properties =
                Publish.Properties.builder().messageExpiryInterval(3600).contentType("application/json");
        Wire block = new Wire().oneByte(0x02).fourBytes(3600).oneByte(0x03).field("application/json");
        for (int index = 0; index < userProperties; index++) {
            properties.userProperty("property-" + index, "value of " + index);
            block.oneByte(0x26).field("property-" + index).field("value of " + index);
        }
        Publish packet = new Publish(
                TopicName.of(topic),
                Bytes.wrap(payload),
                QoS.AT_LEAST_ONCE,
                false,
                false,
                PACKET_IDENTIFIER,
                properties.build());
        Wire body =
                new Wire().field(topic).twoBytes(PACKET_IDENTIFIER).block(block).bytes(payload);
        return new Fixture(
                ProtocolVersion.V5_0, packet, new Wire().oneByte(0x32).block(body));
    }

    /**
     * The messages of a stream: PUBLISH packets of MQTT 3.1.1 with QoS 0, as many as fill a buffer of 64 KiB.
     *
     * @param topics their Topic Names
     * @return {@link #STREAM_MESSAGES} fixtures
     */
    public static List<Fixture> stream(Topics topics) {
        return stream(ProtocolVersion.V3_1_1, topics);
    }

    /**
     * The messages of such a stream in another version; in 5.0 each is one byte longer.
     *
     * @param version 3.1.1 or 5.0
     * @param topics their Topic Names
     * @return {@link #STREAM_MESSAGES} fixtures
     */
    public static List<Fixture> stream(ProtocolVersion version, Topics topics) {
        List<Fixture> messages = new ArrayList<>();
        for (int index = 0; index < STREAM_MESSAGES; index++) {
            messages.add(publish(version, topics.name(index), STREAM_PAYLOAD, QoS.AT_MOST_ONCE));
        }
        return messages;
    }

    /**
     * A PUBACK that reports success.
     *
     * @param version the protocol version
     * @return the fixture
     */
    public static Fixture pubAck(ProtocolVersion version) {
        return new Fixture(
                version,
                new PubAck(PACKET_IDENTIFIER),
                new Wire().oneByte(0x40).block(new Wire().twoBytes(PACKET_IDENTIFIER)));
    }

    /**
     * A CONNECT with Will, User Name and Password; for 5.0 also with Session Expiry Interval and Receive Maximum.
     *
     * @param version 3.1.1 or 5.0
     * @return the fixture
     */
    public static Fixture connect(ProtocolVersion version) {
        boolean five = version == ProtocolVersion.V5_0;
        Connect.Builder packet = Connect.builder(version, CLIENT_IDENTIFIER)
                .cleanStart(true)
                .keepAlive(KEEP_ALIVE)
                .will(new Will(TopicName.of(WILL_TOPIC), Bytes.wrap(WILL_PAYLOAD), QoS.AT_LEAST_ONCE, true))
                .userName(USER_NAME)
                .password(Bytes.wrap(PASSWORD));
        Wire body = new Wire()
                .field("MQTT")
                .oneByte(version.level())
                .oneByte(0b1110_1110)
                .twoBytes(KEEP_ALIVE);
        if (five) {
            packet.properties(Connect.Properties.builder()
                    .sessionExpiryInterval(3600)
                    .receiveMaximum(1024)
                    .build());
            body.block(new Wire().oneByte(0x11).fourBytes(3600).oneByte(0x21).twoBytes(1024));
        }
        body.field(CLIENT_IDENTIFIER);
        if (five) {
            body.oneByte(0);
        }
        body.field(WILL_TOPIC).field(WILL_PAYLOAD).field(USER_NAME).field(PASSWORD);
        return new Fixture(version, packet.build(), new Wire().oneByte(0x10).block(body));
    }

    /**
     * A SUBSCRIBE with QoS 1 throughout; every second Topic Filter has a wildcard.
     *
     * @param version 3.1.1 or 5.0
     * @param filters the number of Topic Filters
     * @return the fixture
     */
    public static Fixture subscribe(ProtocolVersion version, int filters) {
        Wire body = new Wire().twoBytes(PACKET_IDENTIFIER);
        if (version == ProtocolVersion.V5_0) {
            body.oneByte(0);
        }
        List<Subscription> subscriptions = new ArrayList<>();
        for (int index = 0; index < filters; index++) {
            String filter = "site/berlin/line/" + index + "/sensor/" + (index % 2 == 0 ? "00042" : "+") + "/temp";
            subscriptions.add(Subscription.of(TopicFilter.of(filter), QoS.AT_LEAST_ONCE));
            body.field(filter).oneByte(1);
        }
        return new Fixture(
                version,
                new Subscribe(PACKET_IDENTIFIER, subscriptions),
                new Wire().oneByte(0x82).block(body));
    }

    private static byte[] payload(int length) {
        byte[] payload = new byte[length];
        for (int index = 0; index < length; index++) {
            payload[index] = (byte) index;
        }
        return payload;
    }
}
