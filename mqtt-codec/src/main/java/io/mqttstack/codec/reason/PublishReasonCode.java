package io.mqttstack.codec.reason;

import java.util.Optional;

/** The Reason Codes of PUBACK and PUBREC [MQTT-3.5.2-1] [MQTT-3.4.2-1]. */
public enum PublishReasonCode implements ReasonCode {
    /** The message is accepted. */
    SUCCESS(0x00, Side.BOTH),

    /** The message was taken, but nobody subscribed to it. From a Server only. */
    NO_MATCHING_SUBSCRIBERS(0x10, Side.SERVER),

    /** It failed, and the reason is not told. */
    UNSPECIFIED_ERROR(0x80, Side.BOTH),

    /** The receiver cannot do it for a reason of its own. */
    IMPLEMENTATION_SPECIFIC_ERROR(0x83, Side.BOTH),

    /** The Client may not do this. */
    NOT_AUTHORIZED(0x87, Side.BOTH),

    /** The Topic Name is well formed but not accepted. */
    TOPIC_NAME_INVALID(0x90, Side.BOTH),

    /** The Packet Identifier is taken already. */
    PACKET_IDENTIFIER_IN_USE(0x91, Side.BOTH),

    /** A limit that an administrator or implementation set is exceeded. */
    QUOTA_EXCEEDED(0x97, Side.BOTH),

    /** The payload is not what its Payload Format Indicator says. */
    PAYLOAD_FORMAT_INVALID(0x99, Side.BOTH);

    private static final CodeTable<PublishReasonCode> TABLE = new CodeTable<>(values());

    private final int code;
    private final Side side;

    PublishReasonCode(int code, Side side) {
        this.code = code;
        this.side = side;
    }

    /**
     * Finds a Reason Code by its value.
     *
     * @param code the value, an unsigned byte
     * @return the Reason Code, or empty when these packets have none with this value
     */
    public static Optional<PublishReasonCode> of(int code) {
        return TABLE.of(code);
    }

    @Override
    public int code() {
        return code;
    }

    /** {@return whether a Client may send it} */
    public boolean sentByClient() {
        return side != Side.SERVER;
    }

    /** {@return whether a Server may send it} */
    public boolean sentByServer() {
        return side != Side.CLIENT;
    }
}
