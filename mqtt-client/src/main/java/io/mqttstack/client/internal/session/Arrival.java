package io.mqttstack.client.internal.session;

import io.mqttstack.client.Delivery;

/** A delivery that can wait in a {@link Chain}: a received message, or the share that one subscription has in it. */
public abstract class Arrival extends Linked implements Delivery {

    /** Makes one that waits nowhere. */
    protected Arrival() {}
}
