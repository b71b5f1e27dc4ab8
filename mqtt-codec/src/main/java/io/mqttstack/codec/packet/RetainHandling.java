package io.mqttstack.codec.packet;

import java.util.List;
import java.util.Optional;

/** Which retained messages the Server sends on a subscription. The ordinal is the value on the wire. */
public enum RetainHandling {
    /** Those that match, each time [MQTT-3.3.1-9]. */
    SEND_AT_SUBSCRIBE(0),

    /** Those that match, if there was no such subscription yet [MQTT-3.3.1-10]. */
    SEND_IF_NEW(1),

    /** None [MQTT-3.3.1-11]. */
    DO_NOT_SEND(2);

    private static final List<RetainHandling> ALL = List.of(values());

    private final int value;

    RetainHandling(int value) {
        this.value = value;
    }

    /** {@return the value on the wire, 0, 1 or 2} */
    public int value() {
        return value;
    }

    /**
     * Finds a Retain Handling by its value.
     *
     * @param value the value on the wire
     * @return the Retain Handling, or empty when the value is not 0, 1 or 2
     */
    public static Optional<RetainHandling> of(int value) {
        return value >= 0 && value < ALL.size() ? Optional.of(ALL.get(value)) : Optional.empty();
    }
}
