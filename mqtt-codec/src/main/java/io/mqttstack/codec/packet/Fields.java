package io.mqttstack.codec.packet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The properties of a packet by name, for equality and the text form. */
final class Fields {
    private final Map<String, @Nullable Object> byName = new LinkedHashMap<>();

    Fields with(String name, @Nullable Object value) {
        byName.put(name, value);
        return this;
    }

    /** Lists as {@code [name=value, ...]} what differs from the defaults. */
    String describe(Fields defaults) {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        byName.forEach((name, value) -> {
            if (!Objects.equals(value, defaults.byName.get(name))) {
                text.add(name + "=" + value);
            }
        });
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields that && byName.equals(that.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }
}
