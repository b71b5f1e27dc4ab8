package io.mqttstack.codec.reason;

import java.util.Optional;

/** The Reason Codes of DISCONNECT [MQTT-3.14.2-1]; most of them are for one side only. */
public enum DisconnectReasonCode implements ReasonCode {
    /** The connection ends as planned; the Server drops the Will. */
    NORMAL_DISCONNECTION(0x00, Side.BOTH),

    /** The Client goes and wants its Will published. From a Client only. */
    DISCONNECT_WITH_WILL_MESSAGE(0x04, Side.CLIENT),

    /** It failed, and the reason is not told. */
    UNSPECIFIED_ERROR(0x80, Side.BOTH),

    /** A packet could not be parsed. */
    MALFORMED_PACKET(0x81, Side.BOTH),

    /** A packet was unexpected or against the rules. */
    PROTOCOL_ERROR(0x82, Side.BOTH),

    /** The receiver cannot do it for a reason of its own. */
    IMPLEMENTATION_SPECIFIC_ERROR(0x83, Side.BOTH),

    /** The Client may not do this. From a Server only. */
    NOT_AUTHORIZED(0x87, Side.SERVER),

    /** The Server has too much to do; try later. From a Server only. */
    SERVER_BUSY(0x89, Side.SERVER),

    /** The Server is going down. From a Server only. */
    SERVER_SHUTTING_DOWN(0x8B, Side.SERVER),

    /**
     * The Authentication Method is unknown or not the one in use. Only the general table of the specification gives this
     * code to DISCONNECT; it names no sender, so both sides may send it.
     */
    BAD_AUTHENTICATION_METHOD(0x8C, Side.BOTH),

    /** The Server heard nothing for one and a half times the Keep Alive. From a Server only. */
    KEEP_ALIVE_TIMEOUT(0x8D, Side.SERVER),

    /** Another connection uses the same Client Identifier. From a Server only. */
    SESSION_TAKEN_OVER(0x8E, Side.SERVER),

    /** The Topic Filter is well formed but not accepted. From a Server only. */
    TOPIC_FILTER_INVALID(0x8F, Side.SERVER),

    /** The Topic Name is well formed but not accepted. */
    TOPIC_NAME_INVALID(0x90, Side.BOTH),

    /** More unacknowledged messages came than Receive Maximum allows. */
    RECEIVE_MAXIMUM_EXCEEDED(0x93, Side.BOTH),

    /** The Topic Alias is 0 or above the maximum. */
    TOPIC_ALIAS_INVALID(0x94, Side.BOTH),

    /** The packet is larger than the receiver takes. */
    PACKET_TOO_LARGE(0x95, Side.BOTH),

    /** Messages come too fast. */
    MESSAGE_RATE_TOO_HIGH(0x96, Side.BOTH),

    /** A limit that an administrator or implementation set is exceeded. */
    QUOTA_EXCEEDED(0x97, Side.BOTH),

    /** An administrator closed the connection. */
    ADMINISTRATIVE_ACTION(0x98, Side.BOTH),

    /** The payload is not what its Payload Format Indicator says. */
    PAYLOAD_FORMAT_INVALID(0x99, Side.BOTH),

    /** The Server keeps no retained messages. From a Server only. */
    RETAIN_NOT_SUPPORTED(0x9A, Side.SERVER),

    /** The QoS is above the maximum. From a Client too: section 3.3.4 lets it answer so. */
    QOS_NOT_SUPPORTED(0x9B, Side.BOTH),

    /** The Client should use another server for now. From a Server only. */
    USE_ANOTHER_SERVER(0x9C, Side.SERVER),

    /** The Client should use another server from now on. From a Server only. */
    SERVER_MOVED(0x9D, Side.SERVER),

    /** The Server has no Shared Subscriptions. From a Server only. */
    SHARED_SUBSCRIPTIONS_NOT_SUPPORTED(0x9E, Side.SERVER),

    /** Connections are opened too fast. From a Server only. */
    CONNECTION_RATE_EXCEEDED(0x9F, Side.SERVER),

    /** The connection lasted as long as it may. From a Server only. */
    MAXIMUM_CONNECT_TIME(0xA0, Side.SERVER),

    /** The Server has no Subscription Identifiers. From a Server only. */
    SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED(0xA1, Side.SERVER),

    /** The Server accepts no wildcards. From a Server only. */
    WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED(0xA2, Side.SERVER);

    private static final CodeTable<DisconnectReasonCode> TABLE = new CodeTable<>(values());

    private final int code;
    private final Side side;

    DisconnectReasonCode(int code, Side side) {
        this.code = code;
        this.side = side;
    }

    /**
     * Finds a Reason Code by its value.
     *
     * @param code the value, an unsigned byte
     * @return the Reason Code, or empty when these packets have none with this value
     */
    public static Optional<DisconnectReasonCode> of(int code) {
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
