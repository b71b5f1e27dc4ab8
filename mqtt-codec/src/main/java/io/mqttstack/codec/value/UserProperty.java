package io.mqttstack.codec.value;

import io.mqttstack.codec.internal.Utf8;

/**
 * A name and a value whose meaning the application defines. A name may occur several times, and the order counts.
 *
 * @param name the name, a UTF-8 Encoded String of 0 to 65,535 bytes [MQTT-1.5.7-1]
 * @param value the value, a UTF-8 Encoded String of 0 to 65,535 bytes [MQTT-1.5.7-1]
 */
public record UserProperty(String name, String value) {
    /**
     * Checks both strings.
     *
     * @param name the name
     * @param value the value
     * @throws IllegalArgumentException if a string is too long, ill formed or holds U+0000
     */
    public UserProperty {
        Utf8.checkedLength(name, "The name of a User Property");
        Utf8.checkedLength(value, "The value of a User Property");
    }
}
