package io.mqttstack.client.internal.session;

import io.mqttstack.client.internal.handover.Linked;

/** What holds a Packet Identifier of ours: publishes and subscription requests share one pool [MQTT-2.2.1-3]. */
abstract sealed class Exchange extends Linked permits Outbound, SubscriptionRequest {
    private int packetIdentifier;

    /** The identifier; 0: none yet. */
    final int packetIdentifier() {
        return packetIdentifier;
    }

    final void packetIdentifier(int identifier) {
        this.packetIdentifier = identifier;
    }
}
