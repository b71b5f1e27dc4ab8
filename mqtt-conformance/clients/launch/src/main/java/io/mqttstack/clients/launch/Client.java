package io.mqttstack.clients.launch;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A library that obeys commands; each is a line of the protocol. All methods are called by one thread and should not block
 * for long: what comes of a command is told to {@link Events}. What a method throws becomes the event {@code failed}.
 */
public interface Client {

    /** Connects; answered by connected or refused. */
    void connect(int number, JsonNode command) throws Exception;

    /** Publishes; answered by published. */
    void publish(int number, JsonNode command) throws Exception;

    /** Subscribes; answered by subscribed. */
    void subscribe(int number, JsonNode command) throws Exception;

    /** Unsubscribes; answered by unsubscribed. */
    void unsubscribe(int number, JsonNode command) throws Exception;

    /** Acknowledges a message that was told with this number of a delivery. */
    void acknowledge(int number, JsonNode command) throws Exception;

    /** Authenticates anew; answered by reauthenticated. For those that have the feature. */
    default void reauthenticate(int number) throws Exception {
        throw new UnsupportedOperationException("reauthenticate");
    }

    /** Disconnects; answered by disconnected. */
    void disconnect(int number, JsonNode command) throws Exception;

    /** Ends whatever connection there is, in any way, without waiting; called last. Nothing is to be told of it. */
    void abandon() throws Exception;
}
