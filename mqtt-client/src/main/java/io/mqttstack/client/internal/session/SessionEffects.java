package io.mqttstack.client.internal.session;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.codec.packet.Packet;

/** What a session does to the world. Called by the session's owner, in order. */
public interface SessionEffects {

    /**
     * Sends a packet. Called while connected only.
     *
     * @param packet the packet
     */
    void send(Packet packet);

    /**
     * Sends the PUBLISH of a message without properties. Called while connected only.
     *
     * @param message the message
     * @param duplicate the DUP flag
     * @param packetIdentifier the Packet Identifier; 0 when the QoS is 0
     */
    void publish(Message message, boolean duplicate, int packetIdentifier);

    /**
     * Tells whether the connection takes more PUBLISH packets now; other packets are sent in any case.
     *
     * @return false: {@link SessionState#pump} is called again when it does
     */
    boolean writable();

    /**
     * Hands a received message over.
     *
     * @param inbound the message; given back through {@link SessionState#settle}
     */
    void deliver(Inbound inbound);

    /**
     * A received message takes no room any more: the application is done with it, and it was acknowledged, or never will be
     * on this connection.
     *
     * @param inbound the message; told once
     */
    void done(Inbound inbound);

    /**
     * A publish has ended with a result.
     *
     * @param outbound the message; its buffer space is free
     * @param result how it ended
     */
    void completed(Outbound outbound, PublishResult result);

    /**
     * A publish has ended with a failure.
     *
     * @param outbound the message; its buffer space is free
     * @param failure why it could not be sent
     */
    void failed(Outbound outbound, MqttException failure);
}
