package io.mqttstack.conformance.raw;

/** The kinds of packet, by the upper half of their first byte. */
public enum RawType {
    /** No kind. */
    RESERVED,
    /** From the client: wants to connect. */
    CONNECT,
    /** From the server: lets it, or not. */
    CONNACK,
    /** A message. */
    PUBLISH,
    /** QoS 1: has it. */
    PUBACK,
    /** QoS 2: has it. */
    PUBREC,
    /** QoS 2: may be forgotten. */
    PUBREL,
    /** QoS 2: is forgotten. */
    PUBCOMP,
    /** From the client: wants messages. */
    SUBSCRIBE,
    /** From the server: gets them, or not. */
    SUBACK,
    /** From the client: wants no more. */
    UNSUBSCRIBE,
    /** From the server: gets no more. */
    UNSUBACK,
    /** From the client: is alive. */
    PINGREQ,
    /** From the server: is alive, too. */
    PINGRESP,
    /** The last packet. */
    DISCONNECT,
    /** 5.0: proves who it is; reserved before. */
    AUTH;

    private static final RawType[] ALL = values();

    static RawType of(int nibble) {
        return ALL[nibble];
    }
}
