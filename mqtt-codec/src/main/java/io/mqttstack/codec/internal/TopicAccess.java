package io.mqttstack.codec.internal;

import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Lets the decoder make a {@link TopicName} from bytes that it has validated already, without a second validation. */
public final class TopicAccess {
    /** Set once, by the static initialiser of {@link TopicName}. */
    private static @Nullable BiFunction<String, Bytes, TopicName> given;

    private TopicAccess() {}

    /**
     * Called by {@link TopicName} while it is initialised.
     *
     * @param constructor makes a topic of a string and its UTF-8 form
     */
    public static void give(BiFunction<String, Bytes, TopicName> constructor) {
        if (given != null) {
            throw new IllegalStateException("TopicName gives its constructor once");
        }
        given = constructor;
    }

    /**
     * Makes a topic without validation.
     *
     * @param value the topic: well formed, 1 to 65,535 bytes in UTF-8, no U+0000, no wildcard
     * @param utf8 its UTF-8 form, in an array that nobody changes any more
     * @return the topic
     */
    public static TopicName trusted(String value, Bytes utf8) {
        return Constructor.TRUSTED.apply(value, utf8);
    }

    /** Initialised after {@link TopicName}, whatever is used first. */
    private static final class Constructor {
        static final BiFunction<String, Bytes, TopicName> TRUSTED = constructor();

        private static BiFunction<String, Bytes, TopicName> constructor() {
            if (!TopicName.EMPTY.isEmpty() || given == null) {
                throw new IllegalStateException("TopicName has not given its constructor");
            }
            return given;
        }
    }
}
