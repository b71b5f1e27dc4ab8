package io.mqttstack.codec.internal.print;

/** Who may see the content of a field. */
enum Secrecy {
    OPEN,
    /** What applications say to each other. */
    PAYLOAD,
    /** What proves who somebody is. */
    SECRET,
    /** Bytes without a field, which may be anything. */
    UNKNOWN
}
