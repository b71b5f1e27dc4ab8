package io.mqttstack.codec.reason;

import java.util.Optional;

/**
 * The Reason Codes of CONNACK, which a Server sends [MQTT-3.2.2-8]. Return codes of earlier versions are mapped: 1 to
 * {@link #UNSUPPORTED_PROTOCOL_VERSION}, 2 to {@link #CLIENT_IDENTIFIER_NOT_VALID}, 3 to {@link #SERVER_UNAVAILABLE}, 4 to
 * {@link #BAD_USER_NAME_OR_PASSWORD}, 5 to {@link #NOT_AUTHORIZED}; the others are not expressible there.
 */
public enum ConnectReasonCode implements ReasonCode {
    /** The connection is accepted. */
    SUCCESS(0x00),

    /** It failed, and the reason is not told. */
    UNSPECIFIED_ERROR(0x80),

    /** A packet could not be parsed. */
    MALFORMED_PACKET(0x81),

    /** A packet was unexpected or against the rules. */
    PROTOCOL_ERROR(0x82),

    /** The receiver cannot do it for a reason of its own. */
    IMPLEMENTATION_SPECIFIC_ERROR(0x83),

    /** The Server does not speak this protocol version. */
    UNSUPPORTED_PROTOCOL_VERSION(0x84),

    /** The Server does not accept this Client Identifier. */
    CLIENT_IDENTIFIER_NOT_VALID(0x85),

    /** The Server does not accept this User Name or Password. */
    BAD_USER_NAME_OR_PASSWORD(0x86),

    /** The Client may not do this. */
    NOT_AUTHORIZED(0x87),

    /** The Server cannot serve now. */
    SERVER_UNAVAILABLE(0x88),

    /** The Server has too much to do; try later. */
    SERVER_BUSY(0x89),

    /** An administrator banned this Client. */
    BANNED(0x8A),

    /** The Authentication Method is unknown or not the one in use. */
    BAD_AUTHENTICATION_METHOD(0x8C),

    /** The Topic Name is well formed but not accepted. */
    TOPIC_NAME_INVALID(0x90),

    /** The packet is larger than the receiver takes. */
    PACKET_TOO_LARGE(0x95),

    /** A limit that an administrator or implementation set is exceeded. */
    QUOTA_EXCEEDED(0x97),

    /** The payload is not what its Payload Format Indicator says. */
    PAYLOAD_FORMAT_INVALID(0x99),

    /** The Server keeps no retained messages. */
    RETAIN_NOT_SUPPORTED(0x9A),

    /** The QoS is above the maximum. */
    QOS_NOT_SUPPORTED(0x9B),

    /** The Client should use another server for now. */
    USE_ANOTHER_SERVER(0x9C),

    /** The Client should use another server from now on. */
    SERVER_MOVED(0x9D),

    /** Connections are opened too fast. */
    CONNECTION_RATE_EXCEEDED(0x9F);

    private static final CodeTable<ConnectReasonCode> TABLE = new CodeTable<>(values());

    private final int code;

    ConnectReasonCode(int code) {
        this.code = code;
    }

    /**
     * Finds a Reason Code by its value.
     *
     * @param code the value, an unsigned byte
     * @return the Reason Code, or empty when these packets have none with this value
     */
    public static Optional<ConnectReasonCode> of(int code) {
        return TABLE.of(code);
    }

    @Override
    public int code() {
        return code;
    }
}
