package io.mqttstack.client.store;

import io.mqttstack.client.ClientListener;
import io.mqttstack.client.PublishResult;
import java.io.IOException;

/**
 * Keeps sessions where a process that ends, in whatever way, does not lose them. {@link FileSessionStore} is ready made.
 *
 * <p>With a store, a client holds a packet back until what it depends on is kept: a PUBLISH of QoS 1 or 2 until the
 * message and its Packet Identifier are, a PUBREL until the PUBREC is, a PUBREC until it is known that the message was
 * received and handled, a PUBCOMP until the identifier is forgotten. So a client that is opened with the same store after a
 * crash goes on with the session of before: it sends again what the server has not acknowledged, with the same Packet
 * Identifiers [MQTT-4.4.0-1], and does not deliver a QoS 2 message again that it had answered with PUBREC
 * [MQTT-4.3.3-10]. A message whose handler had not returned is delivered again.
 *
 * <p>What a store has of a message that the outbound buffer let in, stays until the server has acknowledged or refused it, it
 * has expired, or it was dropped. A client that is disconnected or closed, or gives up, tells those who wait, with
 * {@link PublishResult.Outcome#CLOSED} or with a failure; the next connection, of this client or of one that is opened
 * later, publishes the message all the same. What becomes of messages of an earlier client is told to
 * {@link ClientListener#restored}. Messages of QoS 0, subscriptions, and messages that wait for room in the outbound
 * buffer are not kept: a program subscribes again when it starts, which does no harm in a session that is resumed.
 *
 * <p>A session is resumed where the client does not ask for a new one: {@code SessionOptions.kept()}, or
 * {@code cleanSession(false)}. Where it does, or the server has lost its session, messages of QoS 1 are published anew, and
 * those of QoS 2 that had been sent end as {@link PublishResult.Outcome#SESSION_LOST}.
 */
public interface SessionStore {

    /**
     * Opens the session of a client, an empty one where there is none. Called once when a client is made, on the thread
     * that makes it; may block. What is open already must not be opened again.
     *
     * @param clientIdentifier the Client Identifier as configured; empty where the server chooses one, so that a store
     *     knows one such client
     * @param progress told how far the store has got
     * @return the session, open until it is closed
     * @throws IOException if it cannot be opened: it is damaged, open elsewhere, or cannot be read or written. The message
     *     says what to do; making the client fails with it
     */
    StoredSession open(String clientIdentifier, Progress progress) throws IOException;

    /** How far a store has got; any thread may call these. */
    interface Progress {
        /**
         * Everything up to here is kept now, and outlives what the store promises to outlive.
         *
         * @param sequence of the last change that is kept; not lower than told before
         */
        void persisted(long sequence);

        /**
         * Nothing more can be kept. The client ends its connection and fails what waits; it has to be closed.
         *
         * @param cause why
         */
        void failed(IOException cause);

        /**
         * Runs a task on the executor of the client's runtime, where it may block.
         *
         * @param task the task
         */
        void execute(Runnable task);
    }
}
