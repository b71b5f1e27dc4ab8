package io.mqttstack.codec.internal.access;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the decoder make {@link Publish.Properties} of values that it has validated already, without a builder. */
public final class PublishAccess {
    /** What stands for a number that is absent. */
    public static final int ABSENT = -1;

    /** Set once, by the static initialiser of {@link Publish.Properties}. */
    private static @Nullable Constructor given;

    private PublishAccess() {}

    /** A constructor that checks and copies nothing. */
    @FunctionalInterface
    public interface Constructor {
        /**
         * Makes properties; what is absent is null or {@link #ABSENT}.
         *
         * @param payloadIsUtf8 the Payload Format Indicator
         * @param messageExpiryInterval the Message Expiry Interval
         * @param topicAlias the Topic Alias
         * @param responseTopic the Response Topic
         * @param correlationData the Correlation Data
         * @param userProperties the User Properties, unmodifiable
         * @param subscriptionIdentifiers the Subscription Identifiers, unmodifiable
         * @param contentType the Content Type
         * @return the properties
         */
        Publish.Properties make(
                boolean payloadIsUtf8,
                long messageExpiryInterval,
                int topicAlias,
                @Nullable TopicName responseTopic,
                @Nullable Bytes correlationData,
                List<UserProperty> userProperties,
                List<Integer> subscriptionIdentifiers,
                @Nullable String contentType);
    }

    /**
     * Called by {@link Publish.Properties} while it is initialised.
     *
     * @param constructor makes properties
     */
    public static void give(Constructor constructor) {
        if (given != null) {
            throw new IllegalStateException("Publish.Properties gives its constructor once");
        }
        given = constructor;
    }

    /** {@return the constructor} */
    public static Constructor constructor() {
        return Trusted.CONSTRUCTOR;
    }

    /** Initialised after {@link Publish.Properties}, whatever is used first. */
    private static final class Trusted {
        static final Constructor CONSTRUCTOR = constructor();

        private static Constructor constructor() {
            if (Publish.Properties.NONE.payloadIsUtf8() || given == null) {
                throw new IllegalStateException("Publish.Properties has not given its constructor");
            }
            return given;
        }
    }
}
