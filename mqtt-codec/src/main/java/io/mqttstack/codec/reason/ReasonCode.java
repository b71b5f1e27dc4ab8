package io.mqttstack.codec.reason;

/** The outcome that a packet reports: success below 0x80, failure from there on. */
public sealed interface ReasonCode
        permits ConnectReasonCode,
                PublishReasonCode,
                ReleaseReasonCode,
                SubscribeReasonCode,
                UnsubscribeReasonCode,
                DisconnectReasonCode,
                AuthReasonCode {
    /** {@return the value on the wire, 0 to 255} */
    int code();

    /** {@return the specification's name in upper case, with underscores} */
    String name();

    /** {@return whether it reports a failure, which is a value of 0x80 or more} */
    default boolean isError() {
        return code() >= 0x80;
    }
}
