package io.mqttstack.client.internal.session;

import io.mqttstack.client.Delivery;
import io.mqttstack.client.internal.handover.Linked;

/** A delivery that can wait in a chain: a received message, or the share that one subscription has in it. */
public abstract class Arrival extends Linked implements Delivery {

    /** Makes one that waits nowhere. */
    protected Arrival() {}
}
