package io.mqttstack.conformance.client;

import io.mqttstack.client.spi.EnhancedAuthenticator;
import io.mqttstack.codec.value.Bytes;
import java.util.Optional;

/**
 * The authentication that clients under test are told to do: it answers with what the server said, so that a server without
 * any knowledge of the method can carry on with it for as long as it likes.
 *
 * @param method the Authentication Method
 * @param data what it says first; empty: nothing
 */
record Echo(String method, Optional<Bytes> data) implements EnhancedAuthenticator {

    @Override
    public Exchange begin() {
        return new Exchange() {
            @Override
            public Optional<Bytes> first() {
                return data;
            }

            @Override
            public Optional<Bytes> next(Optional<Bytes> serverData) {
                if (serverData.equals(Optional.of(Command.Connect.UNACCEPTABLE))) {
                    throw new IllegalStateException("The server is not convincing");
                }
                return serverData;
            }
        };
    }
}
