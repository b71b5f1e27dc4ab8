package io.mqttstack.client.internal.session;

import java.util.List;

/** A SUBSCRIBE or UNSUBSCRIBE that waits for its answer. */
final class SubscriptionRequest extends Exchange {
    final boolean subscribes;
    final List<FilterState> filters;

    SubscriptionRequest(boolean subscribes, List<FilterState> filters) {
        this.subscribes = subscribes;
        this.filters = filters;
    }
}
