package io.mqttstack.codec.reason;

/** Who may send a Reason Code. */
enum Side {
    CLIENT,
    SERVER,
    BOTH
}
