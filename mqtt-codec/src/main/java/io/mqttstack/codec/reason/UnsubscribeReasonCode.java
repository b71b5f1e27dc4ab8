package io.mqttstack.codec.reason;

import java.util.Optional;

/** The Reason Codes of UNSUBACK, one a filter, which a Server sends. Earlier versions have none [MQTT-3.11.3-2]. */
public enum UnsubscribeReasonCode implements ReasonCode {
    /** The subscription is removed. */
    SUCCESS(0x00),

    /** There was no such subscription to remove. */
    NO_SUBSCRIPTION_EXISTED(0x11),

    /** It failed, and the reason is not told. */
    UNSPECIFIED_ERROR(0x80),

    /** The receiver cannot do it for a reason of its own. */
    IMPLEMENTATION_SPECIFIC_ERROR(0x83),

    /** The Client may not do this. */
    NOT_AUTHORIZED(0x87),

    /** The Topic Filter is well formed but not accepted. */
    TOPIC_FILTER_INVALID(0x8F),

    /** The Packet Identifier is taken already. */
    PACKET_IDENTIFIER_IN_USE(0x91);

    private static final CodeTable<UnsubscribeReasonCode> TABLE = new CodeTable<>(values());

    private final int code;

    UnsubscribeReasonCode(int code) {
        this.code = code;
    }

    /**
     * Finds a Reason Code by its value.
     *
     * @param code the value, an unsigned byte
     * @return the Reason Code, or empty when these packets have none with this value
     */
    public static Optional<UnsubscribeReasonCode> of(int code) {
        return TABLE.of(code);
    }

    @Override
    public int code() {
        return code;
    }
}
