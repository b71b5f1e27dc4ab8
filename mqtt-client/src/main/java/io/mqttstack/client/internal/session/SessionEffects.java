package io.mqttstack.client.internal.session;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.codec.packet.Packet;
import java.util.Optional;

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

    /**
     * A message that somebody has been told about already has left: nothing is to be sent of it any more.
     *
     * @param outbound the message; its buffer space is free
     */
    void left(Outbound outbound);

    // What outlives the process where there is a store. Called before the packet that depends on it is sent.

    /**
     * A message of QoS 1 or 2 was taken.
     *
     * @param outbound the message, which waits
     */
    default void queued(Outbound outbound) {}

    /**
     * Its PUBLISH comes next.
     *
     * @param outbound the message, with its Packet Identifier
     */
    default void published(Outbound outbound) {}

    /**
     * PUBREC has come, and PUBREL comes next.
     *
     * @param outbound the message
     */
    default void released(Outbound outbound) {}

    /**
     * It will be published anew.
     *
     * @param outbound the message, without Packet Identifier
     */
    default void requeued(Outbound outbound) {}

    /**
     * Nothing is to be sent of it any more.
     *
     * @param outbound the message, of QoS 1 or 2
     */
    default void ended(Outbound outbound) {}

    /**
     * The application is done with a message of QoS 2 that it took, and PUBREC comes in its turn.
     *
     * @param packetIdentifier the server's Packet Identifier
     */
    default void received(int packetIdentifier) {}

    /**
     * PUBREL has come for it, and PUBCOMP comes next.
     *
     * @param packetIdentifier the server's Packet Identifier
     */
    default void forgotten(int packetIdentifier) {}

    /** CONNECT comes next, after which the server may have a session that is kept. */
    default void connecting() {}

    /**
     * The server accepted a connection.
     *
     * @param assigned the Client Identifier that it chose, if it did
     * @param resumed whether the session goes on
     * @param kept whether it outlives the connection
     */
    default void connected(Optional<String> assigned, boolean resumed, boolean kept) {}

    /**
     * The connection has ended: what was not sent yet will not be.
     *
     * @param expired whether the session, which was kept, has ended with it
     */
    default void disconnected(boolean expired) {}

    /**
     * Goes on once all of that is kept.
     *
     * @param next what comes next; here and now where there is no store
     */
    default void whenKept(Runnable next) {
        next.run();
    }
}
