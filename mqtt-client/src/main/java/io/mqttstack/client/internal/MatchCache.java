package io.mqttstack.client.internal;

import io.mqttstack.client.internal.receive.FilterTrie;
import io.mqttstack.codec.value.TopicName;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions match the topics that came lately, so that a topic that repeats is looked for once. Small, made with
 * the first message, and forgotten with every change of subscriptions. In the loop only.
 */
final class MatchCache {
    private static final int SLOTS = 64;

    /** A longer topic is not kept: what others send must not fill memory. */
    private static final int LONGEST = 256;

    static final ClientSubscription[] NONE = {};
    private static final @Nullable TopicName[] NO_TOPICS = {};
    private static final ClientSubscription[][] NOTHING = {};

    private final FilterTrie<ClientSubscription> filters;
    private @Nullable TopicName[] topics = NO_TOPICS;
    private ClientSubscription[][] matching = NOTHING;

    MatchCache(FilterTrie<ClientSubscription> filters) {
        this.filters = filters;
    }

    void clear() {
        topics = NO_TOPICS;
        matching = NOTHING;
    }

    /** The matching subscriptions in the order in which they were made; not to be changed. */
    ClientSubscription[] of(TopicName topic) {
        if (topic.value().length() > LONGEST) {
            return look(topic);
        }
        if (topics.length == 0) {
            topics = new @Nullable TopicName[SLOTS];
            matching = new ClientSubscription[SLOTS][];
        }
        int hash = topic.hashCode();
        int slot = (hash ^ hash >>> 6 ^ hash >>> 12) & (SLOTS - 1);
        if (!topic.equals(topics[slot])) {
            matching[slot] = look(topic);
            topics[slot] = topic;
        }
        return matching[slot];
    }

    private ClientSubscription[] look(TopicName topic) {
        return inOrder(filters.matching(topic)).toArray(NONE);
    }

    /** Sorts subscriptions by when they were made. */
    static List<ClientSubscription> inOrder(List<ClientSubscription> subscriptions) {
        if (subscriptions.size() > 1) {
            subscriptions.sort(Comparator.comparingLong(ClientSubscription::number));
        }
        return subscriptions;
    }
}
