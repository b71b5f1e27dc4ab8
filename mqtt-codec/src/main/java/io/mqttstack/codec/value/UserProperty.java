package io.mqttstack.codec.value;

import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.internal.access.UserPropertyAccess;
import java.util.Objects;

/**
 * A name and a value whose meaning the application defines. A name may occur several times, and the order counts. Immutable,
 * equal by name and value.
 */
public final class UserProperty {
    static {
        UserPropertyAccess.give(UserProperty::new);
    }

    private final String name;
    private final String value;

    /** The lengths of both in UTF-8, that of the name in the upper half. */
    private final int utf8Lengths;

    /**
     * Checks both strings.
     *
     * @param name the name, a UTF-8 Encoded String of 0 to 65,535 bytes [MQTT-1.5.7-1]
     * @param value the value, a UTF-8 Encoded String of 0 to 65,535 bytes [MQTT-1.5.7-1]
     * @throws IllegalArgumentException if a string is too long, ill formed or holds U+0000
     */
    public UserProperty(String name, String value) {
        this(
                name,
                Utf8.checkedLength(name, "The name of a User Property"),
                value,
                Utf8.checkedLength(value, "The value of a User Property"));
    }

    private UserProperty(String name, int nameLength, String value, int valueLength) {
        this.name = name;
        this.value = value;
        this.utf8Lengths = nameLength << 16 | valueLength;
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return the value} */
    public String value() {
        return value;
    }

    /** {@return the length of the name's UTF-8 form in bytes, 0 to 65,535} */
    public int nameUtf8Length() {
        return utf8Lengths >>> 16;
    }

    /** {@return the length of the value's UTF-8 form in bytes, 0 to 65,535} */
    public int valueUtf8Length() {
        return utf8Lengths & 0xFFFF;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof UserProperty that && name.equals(that.name) && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, value);
    }

    @Override
    public String toString() {
        return "UserProperty[name=" + name + ", value=" + value + "]";
    }
}
