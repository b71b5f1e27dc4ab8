package io.mqttstack.client;

/** Who acknowledges a delivery. */
public enum AckMode {
    /** The client, when the handler has returned or thrown. */
    AFTER_HANDLER,
    /** The application, by {@link Delivery#acknowledge()} or {@link Delivery#reject}. */
    MANUAL
}
