package io.mqttstack.conformance;

/** How a client ended a connection that it had to end, judged apart from everything else that it did. */
public enum Closing {
    /** The case asks for no closing. */
    NOT_ASKED,
    /** It closed, and said why in the way that is recommended: 5.0 with the right Reason Code, before 5.0 without a packet. */
    RIGHT,
    /** It closed, but gave another reason. */
    OTHER_REASON,
    /** It closed without DISCONNECT, where 5.0 recommends one. */
    WITHOUT_REASON,
    /** It left the connection open. */
    OPEN
}
