package io.mqttstack.codec.reason;

import java.util.Optional;

/** The Reason Codes of AUTH [MQTT-3.15.2-1]. */
public enum AuthReasonCode implements ReasonCode {
    /** The exchange has succeeded. From a Server only. */
    SUCCESS(0x00, Side.SERVER),

    /** The exchange goes on with the next step. */
    CONTINUE_AUTHENTICATION(0x18, Side.BOTH),

    /** A new exchange starts on a connection that stands. From a Client only. */
    RE_AUTHENTICATE(0x19, Side.CLIENT);

    private static final CodeTable<AuthReasonCode> TABLE = new CodeTable<>(values());

    private final int code;
    private final Side side;

    AuthReasonCode(int code, Side side) {
        this.code = code;
        this.side = side;
    }

    /**
     * Finds a Reason Code by its value.
     *
     * @param code the value, an unsigned byte
     * @return the Reason Code, or empty when these packets have none with this value
     */
    public static Optional<AuthReasonCode> of(int code) {
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
