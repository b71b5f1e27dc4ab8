package io.mqttstack.client.spi;

import io.mqttstack.codec.value.Bytes;
import java.util.Optional;

/**
 * An authentication that takes more than a user name and a password: MQTT 5.0 carries its messages in CONNECT, AUTH and
 * CONNACK. {@code io.mqttstack.client.scram.Scram} is one.
 *
 * <p>All methods are called on the runtime's executor, never on an event loop: they may compute, and block within the
 * network timeout.
 */
public interface EnhancedAuthenticator {

    /**
     * Returns the name of the method, as servers know it.
     *
     * @return the Authentication Method, always the same
     */
    String method();

    /**
     * Begins an exchange: for each attempt to connect, and for each re-authentication.
     *
     * @return a new exchange
     * @throws Exception if none can be begun; the attempt fails with it
     */
    Exchange begin() throws Exception;

    /**
     * The client's side of one exchange. Its methods are called one at a time, in the order of the packets. Whatever one
     * throws ends the exchange: the attempt to connect, or the connection [MQTT-4.12.1-2].
     */
    interface Exchange {

        /**
         * Returns what the client says first, in CONNECT, or in the AUTH that starts a re-authentication.
         *
         * @return the Authentication Data; empty: none
         * @throws Exception if the exchange cannot go on
         */
        default Optional<Bytes> first() throws Exception {
            return Optional.empty();
        }

        /**
         * The server wants the exchange to be continued (AUTH with 0x18).
         *
         * @param serverData the server's Authentication Data, if any
         * @return our answer [MQTT-4.12.0-3]; empty: an answer without data
         * @throws Exception if the exchange cannot go on
         */
        Optional<Bytes> next(Optional<Bytes> serverData) throws Exception;

        /**
         * The server says that it has been convinced (CONNACK, or AUTH with 0x00): the place to check that it is what it
         * says it is.
         *
         * @param serverData the server's Authentication Data, if any
         * @throws Exception if the server has not convinced us
         */
        default void succeeded(Optional<Bytes> serverData) throws Exception {}
    }
}
