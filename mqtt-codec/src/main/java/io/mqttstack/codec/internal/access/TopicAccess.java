package io.mqttstack.codec.internal.access;

import io.mqttstack.codec.value.TopicName;
import org.jspecify.annotations.Nullable;

/** Lets the decoder make a {@link TopicName} from bytes that it has validated already, without a second validation. */
public final class TopicAccess {
    /** Set once, by the static initialiser of {@link TopicName}. */
    private static @Nullable Constructor given;

    private TopicAccess() {}

    /** A constructor that checks nothing. */
    @FunctionalInterface
    public interface Constructor {
        /**
         * Makes a topic.
         *
         * @param value the topic
         * @param utf8Length the length of its UTF-8 form in bytes
         * @return the topic
         */
        TopicName make(String value, int utf8Length);
    }

    /**
     * Called by {@link TopicName} while it is initialised.
     *
     * @param constructor makes a topic of a string and the length of its UTF-8 form
     */
    public static void give(Constructor constructor) {
        if (given != null) {
            throw new IllegalStateException("TopicName gives its constructor once");
        }
        given = constructor;
    }

    /**
     * Makes a topic without validation.
     *
     * @param value the topic: well formed, 1 to 65,535 bytes in UTF-8, no U+0000, no wildcard
     * @param utf8Length the length of its UTF-8 form in bytes
     * @return the topic
     */
    public static TopicName trusted(String value, int utf8Length) {
        return Trusted.CONSTRUCTOR.make(value, utf8Length);
    }

    /** Initialised after {@link TopicName}, whatever is used first. */
    private static final class Trusted {
        static final Constructor CONSTRUCTOR = constructor();

        private static Constructor constructor() {
            if (!TopicName.EMPTY.isEmpty() || given == null) {
                throw new IllegalStateException("TopicName has not given its constructor");
            }
            return given;
        }
    }
}
