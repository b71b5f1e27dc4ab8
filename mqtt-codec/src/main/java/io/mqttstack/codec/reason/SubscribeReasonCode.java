package io.mqttstack.codec.reason;

import java.util.Optional;

/**
 * The Reason Codes of SUBACK, one a filter, which a Server sends. The failure code 0x80 of MQTT 3.1.1 is {@link #UNSPECIFIED_ERROR}; MQTT 3.1
 * has none [MQTT-3.9.3-2].
 */
public enum SubscribeReasonCode implements ReasonCode {
    /** Subscribed; messages come with QoS 0. */
    GRANTED_QOS_0(0x00),

    /** Subscribed; messages come with QoS 1 at most. */
    GRANTED_QOS_1(0x01),

    /** Subscribed; messages come with QoS 2 at most. */
    GRANTED_QOS_2(0x02),

    /** It failed, and the reason is not told. */
    UNSPECIFIED_ERROR(0x80),

    /** The receiver cannot do it for a reason of its own. */
    IMPLEMENTATION_SPECIFIC_ERROR(0x83),

    /** The Client may not do this. */
    NOT_AUTHORIZED(0x87),

    /** The Topic Filter is well formed but not accepted. */
    TOPIC_FILTER_INVALID(0x8F),

    /** The Packet Identifier is taken already. */
    PACKET_IDENTIFIER_IN_USE(0x91),

    /** A limit that an administrator or implementation set is exceeded. */
    QUOTA_EXCEEDED(0x97),

    /** The Server has no Shared Subscriptions. */
    SHARED_SUBSCRIPTIONS_NOT_SUPPORTED(0x9E),

    /** The Server has no Subscription Identifiers. */
    SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED(0xA1),

    /** The Server accepts no wildcards. */
    WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED(0xA2);

    private static final CodeTable<SubscribeReasonCode> TABLE = new CodeTable<>(values());

    private final int code;

    SubscribeReasonCode(int code) {
        this.code = code;
    }

    /**
     * Finds a Reason Code by its value.
     *
     * @param code the value, an unsigned byte
     * @return the Reason Code, or empty when these packets have none with this value
     */
    public static Optional<SubscribeReasonCode> of(int code) {
        return TABLE.of(code);
    }

    @Override
    public int code() {
        return code;
    }
}
