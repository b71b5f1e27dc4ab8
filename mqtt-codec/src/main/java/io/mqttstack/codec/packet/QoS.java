package io.mqttstack.codec.packet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Quality of Service: how surely a message arrives. The ordinal is the value on the wire. */
public enum QoS {
    /** QoS 0: sent once, never acknowledged. */
    AT_MOST_ONCE(0),

    /** QoS 1: sent until PUBACK comes, perhaps received several times. */
    AT_LEAST_ONCE(1),

    /** QoS 2: received once, by an exchange of four packets. */
    EXACTLY_ONCE(2);

    private static final List<Optional<QoS>> ALL =
            Arrays.stream(values()).map(Optional::of).toList();

    private final int value;

    QoS(int value) {
        this.value = value;
    }

    /** {@return the value on the wire, 0, 1 or 2} */
    public int value() {
        return value;
    }

    /**
     * Finds a QoS by its value.
     *
     * @param value the value on the wire
     * @return the QoS, or empty when the value is not 0, 1 or 2 [MQTT-3.3.1-4]
     */
    public static Optional<QoS> of(int value) {
        return value >= 0 && value < ALL.size() ? ALL.get(value) : Optional.empty();
    }
}
