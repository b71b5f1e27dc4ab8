package io.mqttstack.codec.internal.access;

import io.mqttstack.codec.value.UserProperty;
import org.jspecify.annotations.Nullable;

/** Lets the decoder make a {@link UserProperty} of strings that it has validated already, without a second validation. */
public final class UserPropertyAccess {
    /** Set once, by the static initialiser of {@link UserProperty}. */
    private static @Nullable Constructor given;

    private UserPropertyAccess() {}

    /** A constructor that checks nothing. */
    @FunctionalInterface
    public interface Constructor {
        /**
         * Makes a property.
         *
         * @param name the name
         * @param nameLength the length of its UTF-8 form in bytes
         * @param value the value
         * @param valueLength the length of its UTF-8 form in bytes
         * @return the property
         */
        UserProperty make(String name, int nameLength, String value, int valueLength);
    }

    /**
     * Called by {@link UserProperty} while it is initialised.
     *
     * @param constructor makes a property of two strings and their lengths
     */
    public static void give(Constructor constructor) {
        if (given != null) {
            throw new IllegalStateException("UserProperty gives its constructor once");
        }
        given = constructor;
    }

    /**
     * Makes a property without validation.
     *
     * @param name the name: well formed, at most 65,535 bytes in UTF-8, no U+0000
     * @param nameLength the length of its UTF-8 form in bytes
     * @param value the value, such as the name
     * @param valueLength the length of its UTF-8 form in bytes
     * @return the property
     */
    public static UserProperty trusted(String name, int nameLength, String value, int valueLength) {
        return Trusted.CONSTRUCTOR.make(name, nameLength, value, valueLength);
    }

    /** Initialised after {@link UserProperty}, whatever is used first. */
    private static final class Trusted {
        static final Constructor CONSTRUCTOR = constructor();

        private static Constructor constructor() {
            if (!new UserProperty("", "").name().isEmpty() || given == null) {
                throw new IllegalStateException("UserProperty has not given its constructor");
            }
            return given;
        }
    }
}
