package io.mqttstack.client.internal.session;

import io.mqttstack.codec.value.TopicFilter;

/**
 * The Subscription Identifiers that we give to filters, so that the server says which subscription a message is for. They
 * follow from the filter alone, so that a session which outlives the process means the same by them afterwards.
 *
 * <p>Filters without a wildcard share one, since at most one of them matches a topic, and so may share a SUBSCRIBE. The
 * others get one of two million; should two of them get the same, they are told apart by topic.
 */
public final class SubscriptionIdentifiers {
    private static final int EXACT = 1;
    private static final int FIRST = 2;

    /** The greatest that takes three bytes in a PUBLISH. */
    private static final int LAST = 2_097_151;

    private SubscriptionIdentifiers() {}

    /**
     * Returns the identifier of a filter.
     *
     * @param filter the filter
     * @return 1 to 2,097,151
     */
    public static int of(TopicFilter filter) {
        return filter.hasWildcards() || filter.isShared()
                ? FIRST + Math.floorMod(filter.hashCode() * 0x9E37_79B1, LAST - FIRST + 1)
                : EXACT;
    }
}
