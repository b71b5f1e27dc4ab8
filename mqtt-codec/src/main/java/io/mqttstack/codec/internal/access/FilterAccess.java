package io.mqttstack.codec.internal.access;

import io.mqttstack.codec.value.TopicFilter;
import org.jspecify.annotations.Nullable;

/** Lets the decoder make a {@link TopicFilter} from bytes that it has validated already, without a second validation. */
public final class FilterAccess {
    /** Set once, by the static initialiser of {@link TopicFilter}. */
    private static @Nullable Constructor given;

    private FilterAccess() {}

    /** A constructor that checks nothing. */
    @FunctionalInterface
    public interface Constructor {
        /**
         * Makes a filter that is none of a Shared Subscription.
         *
         * @param value the filter
         * @param utf8Length the length of its UTF-8 form in bytes
         * @param wildcards whether there is a wildcard
         * @return the filter
         */
        TopicFilter make(String value, int utf8Length, boolean wildcards);
    }

    /**
     * Called by {@link TopicFilter} while it is initialised.
     *
     * @param constructor makes a filter of a string, the length of its UTF-8 form, and whether it has a wildcard
     */
    public static void give(Constructor constructor) {
        if (given != null) {
            throw new IllegalStateException("TopicFilter gives its constructor once");
        }
        given = constructor;
    }

    /**
     * Makes a filter without validation.
     *
     * @param value the filter: legal, and not begun by {@code $share/}
     * @param utf8Length the length of its UTF-8 form in bytes
     * @param wildcards whether there is a wildcard
     * @return the filter
     */
    public static TopicFilter trusted(String value, int utf8Length, boolean wildcards) {
        return Trusted.CONSTRUCTOR.make(value, utf8Length, wildcards);
    }

    /** Initialised after {@link TopicFilter}, whatever is used first. */
    private static final class Trusted {
        static final Constructor CONSTRUCTOR = constructor();

        private static Constructor constructor() {
            if (TopicFilter.of("a").isShared() || given == null) {
                throw new IllegalStateException("TopicFilter has not given its constructor");
            }
            return given;
        }
    }
}
