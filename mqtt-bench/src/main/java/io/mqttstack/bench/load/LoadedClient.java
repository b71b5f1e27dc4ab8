package io.mqttstack.bench.load;

import org.jspecify.annotations.Nullable;

/**
 * A client under load: one connection, used as its library's users would. A process makes one of one kind (or many, to let them
 * idle).
 */
public interface LoadedClient extends AutoCloseable {

    /**
     * Connects and waits for the CONNACK.
     *
     * @param port where the sink listens, on the loopback address
     * @param clientIdentifier the Client Identifier
     * @param window the most messages that will be in flight
     * @throws Exception if the library throws it
     */
    void connect(int port, String clientIdentifier, int window) throws Exception;

    /**
     * Makes what the library publishes. Its allocations count as the caller's.
     *
     * @param topic the topic, the same object each time
     * @param payload the payload, which the library may keep
     * @param qos the Quality of Service
     * @return the message
     */
    Object message(String topic, byte[] payload, int qos);

    /**
     * Publishes without waiting.
     *
     * @param message of {@link #message}
     * @param ended told when the library says that it is done: written at QoS 0, acknowledged at QoS 1 and 2
     * @throws Exception if the library throws it
     */
    void publish(Object message, Ended ended) throws Exception;

    /**
     * Publishes at QoS 1 and waits for the acknowledgement, in the library's own way to wait.
     *
     * @param message of {@link #message}
     * @throws Exception if the library throws it
     */
    void publishAndWait(Object message) throws Exception;

    /**
     * Subscribes, and acknowledges each message after the handler.
     *
     * @param filter the Topic Filter
     * @param qos the Quality of Service
     * @param handler takes each message
     * @throws Exception if the library throws it
     */
    void subscribe(String filter, int qos, Handler handler) throws Exception;

    /**
     * Makes one more client, which shares with this one what clients of the library can share.
     *
     * @return a client that is not connected
     */
    LoadedClient another();

    /** Ends the connection. */
    @Override
    void close();

    /** Told of the end of each publish. */
    interface Ended {
        /**
         * One publish has ended.
         *
         * @param failure why it failed, or null
         */
        void ended(@Nullable Throwable failure);
    }

    /** Takes received messages. */
    interface Handler {
        /**
         * Takes a message.
         *
         * @param phase the first eight bytes of the payload
         * @param sequence the next eight
         */
        void message(long phase, long sequence);
    }
}
