package io.mqttstack.codec;

import io.mqttstack.codec.reason.ReasonCode;

/**
 * The peer sent bytes that are no legal MQTT. Nothing else is thrown by a decoder on account of its input; a mistake of
 * the caller is an {@link IllegalArgumentException}.
 *
 * <p>It says what the peer can be told (the Reason Code), which rule was broken (the statement) and where (the offset).
 */
public final class MqttProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to answer the peer; every Reason Code is an enum constant, and so serializable. */
    @SuppressWarnings("serial")
    private final ReasonCode reasonCode;

    /** The broken statement, or the empty string. */
    private final String statement;

    /** Where in the stream the byte at fault stands. */
    private final long offset;

    /**
     * Creates the exception.
     *
     * @param reasonCode what to answer, usually a
     *     {@link io.mqttstack.codec.reason.DisconnectReasonCode DisconnectReasonCode}, or a
     *     {@link io.mqttstack.codec.reason.ConnectReasonCode ConnectReasonCode} where a CONNACK is the answer
     * @param statement the identifier of the broken statement such as {@code MQTT-3.3.1-4}, or the empty string where the
     *     specification has no numbered one; the message then names the section
     * @param offset the offset of the byte at fault in the stream, 0 being the first byte that the decoder ever got
     * @param message what is wrong, without the other three, which are added to it
     */
    public MqttProtocolException(ReasonCode reasonCode, String statement, long offset, String message) {
        super(String.format(
                "%s (0x%02X %s%s, byte %d)",
                message,
                reasonCode.code(),
                reasonCode.name(),
                statement.isEmpty() ? "" : ", [" + statement + "]",
                offset));
        this.reasonCode = reasonCode;
        this.statement = statement;
        this.offset = offset;
    }

    /**
     * {@return what to answer the peer: Malformed Packet (0x81), Protocol Error (0x82), Topic Alias invalid (0x94), Packet
     * too large (0x95) or another code that the specification names for the failure}
     */
    public ReasonCode reasonCode() {
        return reasonCode;
    }

    /** {@return the broken statement, such as {@code MQTT-3.3.1-4}, or the empty string where there is no numbered one} */
    public String statement() {
        return statement;
    }

    /** {@return the offset of the byte at fault, in bytes since the decoder was made} */
    public long offset() {
        return offset;
    }
}
