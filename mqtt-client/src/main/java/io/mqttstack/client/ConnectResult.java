package io.mqttstack.client;

import io.mqttstack.codec.packet.ConnAck;

/**
 * A connection that the server accepted.
 *
 * @param connAck the CONNACK: Session Present and, on 5.0, every limit of the server
 * @param clientIdentifier the Client Identifier in force: ours, or the one that the server assigned
 */
public record ConnectResult(ConnAck connAck, String clientIdentifier) {

    /**
     * Tells whether the server resumed a session.
     *
     * @return Session Present; always false on 3.1, which cannot tell
     */
    public boolean sessionPresent() {
        return connAck.sessionPresent();
    }
}
