package io.mqttstack.codec.packet;

import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.List;

/** The rules that several packets share, each with the message for the caller who broke it. */
final class Checks {
    private static final int LONGEST_BINARY = 65_535;

    private Checks() {}

    static void packetIdentifier(int value) {
        if (value < 1 || value > 65_535) {
            throw new IllegalArgumentException(
                    "The Packet Identifier is " + value + "; give 1 to 65535 [MQTT-2.2.1-3]");
        }
    }

    static int range(int value, int minimum, int maximum, String what) {
        return (int) range((long) value, minimum, maximum, what);
    }

    static long range(long value, long minimum, long maximum, String what) {
        if (value < minimum || value > maximum) {
            throw new IllegalArgumentException(what + " is " + value + "; give " + minimum + " to " + maximum);
        }
        return value;
    }

    static Bytes binary(Bytes value, String what) {
        if (value.length() > LONGEST_BINARY) {
            throw new IllegalArgumentException(
                    what + " has " + value.length() + " bytes; at most " + LONGEST_BINARY + " can be sent");
        }
        return value;
    }

    static TopicName notEmpty(TopicName value, String what) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty; it has at least one character [MQTT-4.7.3-1]");
        }
        return value;
    }

    static <T> List<T> notEmpty(List<T> values, String message) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(message);
        }
        return values;
    }
}
