package io.mqttstack.codec.internal;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.internal.access.PublishAccess;
import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.FixedHeader;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.PropertyReader;
import io.mqttstack.codec.internal.wire.PropertySink;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.internal.wire.TopicFields;
import io.mqttstack.codec.internal.wire.Utf8Codec;
import io.mqttstack.codec.internal.wire.VariableByteInteger;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PUBLISH.
 *
 * <pre>
 *   flags:  3 DUP | 2-1 QoS | 0 RETAIN
 *   Topic Name | Packet Identifier (QoS 1 and 2) | properties (5.0) | payload, to the end of the packet
 * </pre>
 */
final class PublishCodec {
    private static final int PUBLISH = PacketType.PUBLISH.value() << 4;
    private static final UserProperty[] NO_PAIRS = {};
    private static final Integer[] NO_IDENTIFIERS = {};
    private static final int FIRST_PAIRS = 4;

    /** Topic Name with its length, Packet Identifier, and a Property Length of 0. */
    private static final int LONGEST_HEAD = 2 + 65_535 + 2 + 1;

    private PublishCodec() {}

    /** Reads all but the payload, which is what then remains. */
    static void decode(int flags, ByteReader in, PublishFrame out) {
        int topicAt = in.position();
        TopicName topic = TopicFields.publishTopic(in);
        int packetIdentifier = (flags >> 1 & 3) == 0
                ? 0
                : in.packetIdentifier(in.sender() == Sender.CLIENT ? Rule.CLIENT_IDENTIFIED : Rule.SERVER_IDENTIFIED);
        Publish.Properties properties = in.isVersion5() ? properties(in) : Publish.Properties.NONE;
        if (topic.isEmpty() && properties.topicAlias().isEmpty()) {
            throw in.violation(
                    Rule.PUBLISH_TOPIC_EMPTY, topicAt, "The Topic Name is empty and no Topic Alias stands for it");
        }
        out.fields(flags, topic, packetIdentifier);
        out.properties(properties);
    }

    /**
     * Reads the properties. It is one method on purpose: HotSpot inlines none of more than 325 bytes of bytecode, and so keeps
     * the way of a PUBLISH without properties short enough to be inlined as a whole.
     */
    static Publish.Properties properties(ByteReader in) {
        PropertyReader properties = in.properties(Place.PUBLISH);
        if (!properties.next()) {
            return Publish.Properties.NONE;
        }
        boolean payloadIsUtf8 = false;
        long messageExpiryInterval = PublishAccess.ABSENT;
        int topicAlias = PublishAccess.ABSENT;
        @Nullable TopicName responseTopic = null;
        @Nullable Bytes correlationData = null;
        @Nullable String contentType = null;
        UserProperty[] pairs = NO_PAIRS;
        int pairCount = 0;
        Integer[] identifiers = NO_IDENTIFIERS;
        int identifierCount = 0;
        do {
            switch (properties.id()) {
                case PAYLOAD_FORMAT_INDICATOR -> payloadIsUtf8 = properties.flag();
                case MESSAGE_EXPIRY_INTERVAL -> messageExpiryInterval = properties.number();
                case CONTENT_TYPE -> contentType = properties.text();
                case RESPONSE_TOPIC -> responseTopic = properties.topic();
                case CORRELATION_DATA -> correlationData = properties.data();
                case SUBSCRIPTION_IDENTIFIER -> {
                    if (in.sender() == Sender.CLIENT) {
                        throw properties.violation(
                                Rule.CLIENT_SUBSCRIPTION_IDENTIFIER,
                                "A CLIENT sends a Subscription Identifier in PUBLISH");
                    }
                    if (identifierCount == identifiers.length) {
                        identifiers = Arrays.copyOf(identifiers, Math.max(1, 2 * identifierCount));
                    }
                    identifiers[identifierCount++] = properties.integer();
                }
                case TOPIC_ALIAS -> topicAlias = properties.integer();
                case USER_PROPERTY -> {
                    if (pairCount == pairs.length) {
                        pairs = Arrays.copyOf(pairs, Math.max(FIRST_PAIRS, 2 * pairCount));
                    }
                    pairs[pairCount++] = properties.pair();
                }
                default -> throw properties.unexpected();
            }
        } while (properties.next());
        List<UserProperty> userProperties = pairCount == 0 ? List.of() : List.of(Arrays.copyOf(pairs, pairCount));
        List<Integer> subscriptionIdentifiers =
                identifierCount == 0 ? List.of() : List.of(Arrays.copyOf(identifiers, identifierCount));
        return PublishAccess.constructor()
                .make(
                        payloadIsUtf8,
                        messageExpiryInterval,
                        topicAlias,
                        responseTopic,
                        correlationData,
                        userProperties,
                        subscriptionIdentifiers,
                        contentType);
    }

    static int flags(Publish packet) {
        return flags(packet.qos(), packet.retain(), packet.duplicate());
    }

    static int flags(QoS qos, boolean retain, boolean duplicate) {
        return (duplicate ? FixedHeader.DUP : 0) | qos.value() << 1 | (retain ? 1 : 0);
    }

    static long length(Publish packet, ByteWriter out) {
        Publish.Properties properties = packet.properties();
        long block = out.propertyBlock(PacketType.PUBLISH, properties, Publish.Properties.NONE, PublishCodec::describe);
        if (out.sender() == Sender.CLIENT
                && !properties.subscriptionIdentifiers().isEmpty()) {
            throw out.refusal(
                    PacketType.PUBLISH, "has a Subscription Identifier, which only a Server sends [MQTT-3.3.4-6]");
        }
        int identifier = packet.qos() == QoS.AT_MOST_ONCE ? 0 : 2;
        return 2L
                + packet.topic().utf8Length()
                + identifier
                + block
                + packet.payload().length();
    }

    /** Whether a packet has no properties, and is of a size that can always be sent. */
    @SuppressWarnings("ReferenceEquality") // equal ones take the longer way to the same bytes
    static boolean isPlain(Publish packet) {
        return packet.properties() == Publish.Properties.NONE && isPlain(packet.payload());
    }

    /** Whether a payload can be sent whatever the topic is, if there are no properties. */
    static boolean isPlain(Bytes payload) {
        return payload.length() <= VariableByteInteger.MAXIMUM - LONGEST_HEAD;
    }

    /** The length of the content of a plain packet. */
    static int plainLength(TopicName topic, Bytes payload, QoS qos, boolean version5) {
        return 2 + topic.utf8Length() + (qos == QoS.AT_MOST_ONCE ? 0 : 2) + (version5 ? 1 : 0) + payload.length();
    }

    /** Writes a plain packet with its fixed header, by means of nothing but local variables. */
    static void encodePlain(
            int flags,
            TopicName topic,
            int packetIdentifier,
            Bytes payload,
            int remainingLength,
            boolean version5,
            byte[] target,
            int offset) {
        target[offset] = (byte) (PUBLISH | flags);
        int at = VariableByteInteger.write(remainingLength, target, offset + 1);
        int topicLength = topic.utf8Length();
        at = twoBytes(topicLength, target, at);
        Utf8Codec.write(topic.value(), topicLength, target, at);
        at += topicLength;
        if (packetIdentifier != 0) {
            at = twoBytes(packetIdentifier, target, at);
        }
        if (version5) {
            target[at++] = 0;
        }
        payload.copyTo(target, at);
    }

    private static int twoBytes(int value, byte[] target, int offset) {
        target[offset] = (byte) (value >> 8);
        target[offset + 1] = (byte) value;
        return offset + 2;
    }

    static void encode(Publish packet, ByteWriter out) {
        encodeBeforePayload(packet, out);
        out.bytes(packet.payload());
    }

    /** Writes all but the payload, which is what is left to write. */
    static void encodeBeforePayload(Publish packet, ByteWriter out) {
        out.topicName(packet.topic());
        if (packet.qos() != QoS.AT_MOST_ONCE) {
            out.twoByteInteger(packet.packetIdentifier());
        }
        out.properties(packet.properties(), PublishCodec::describe);
    }

    private static void describe(Publish.Properties properties, PropertySink out) {
        out.flag(PropertyId.PAYLOAD_FORMAT_INDICATOR, properties.payloadIsUtf8(), false);
        out.number(PropertyId.MESSAGE_EXPIRY_INTERVAL, properties.messageExpiryInterval());
        out.text(PropertyId.CONTENT_TYPE, properties.contentType());
        out.topic(PropertyId.RESPONSE_TOPIC, properties.responseTopic());
        out.data(PropertyId.CORRELATION_DATA, properties.correlationData());
        List<Integer> identifiers = properties.subscriptionIdentifiers();
        for (int i = 0; i < identifiers.size(); i++) {
            out.number(PropertyId.SUBSCRIPTION_IDENTIFIER, identifiers.get(i));
        }
        out.number(PropertyId.TOPIC_ALIAS, properties.topicAlias());
        out.userProperties(properties.userProperties());
    }
}
