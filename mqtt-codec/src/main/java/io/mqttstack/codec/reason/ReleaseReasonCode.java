package io.mqttstack.codec.reason;

import java.util.Optional;

/** The Reason Codes of PUBREL and PUBCOMP [MQTT-3.7.2-1], which both sides send [MQTT-3.6.2-1]. */
public enum ReleaseReasonCode implements ReasonCode {
    /** The Packet Identifier is released. */
    SUCCESS(0x00),

    /** The Packet Identifier is unknown, which is no error during recovery. */
    PACKET_IDENTIFIER_NOT_FOUND(0x92);

    private static final CodeTable<ReleaseReasonCode> TABLE = new CodeTable<>(values());

    private final int code;

    ReleaseReasonCode(int code) {
        this.code = code;
    }

    /**
     * Finds a Reason Code by its value.
     *
     * @param code the value, an unsigned byte
     * @return the Reason Code, or empty when these packets have none with this value
     */
    public static Optional<ReleaseReasonCode> of(int code) {
        return TABLE.of(code);
    }

    @Override
    public int code() {
        return code;
    }
}
