package io.mqttstack.conformance.client;

import java.util.Optional;
import java.util.function.Consumer;

/** An MQTT client library that is put to the test. Thread-safe. */
public interface ClientUnderTest {

    /** {@return the name by which it is chosen, lower-case letters and digits} */
    String name();

    /** {@return why it cannot be opened on this machine, and what to do; empty if it can} */
    Optional<String> unavailable();

    /** {@return how many clients may be busy at the same time without keeping each other waiting, at least 1} */
    int atATime();

    /**
     * Opens a client, not connected yet.
     *
     * @param events told of everything, by any thread, one at a time; must not block
     * @return the client, to be closed by the caller
     * @throws ClientException if it cannot be opened
     */
    ClientInstance open(Consumer<Event> events);

    /** Ends whatever is kept for clients to come. More may be opened. */
    default void rest() {}
}
