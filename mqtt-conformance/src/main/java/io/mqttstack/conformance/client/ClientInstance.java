package io.mqttstack.conformance.client;

import java.util.List;
import java.util.Set;

/** One client: one session, at most one connection at a time. */
public interface ClientInstance extends AutoCloseable {

    /** {@return the version of the library, for reports; empty where it is not known} */
    String version();

    /** {@return what it has; unmodifiable} */
    Set<Feature> features();

    /**
     * Has a command carried out. Returns at once; the answer is an event.
     *
     * @param number tells the command from all others of this client, at least 1
     * @param command one that needs nothing but what the client has
     */
    void perform(int number, Command command);

    /** {@return the last lines that the client printed; empty where it prints nothing; bounded} */
    List<String> log();

    /**
     * Ends a client that has done nothing wrong. What has carried it may carry another, which is as new. No event comes after
     * it. Idempotent, bounded.
     */
    default void retire() {
        close();
    }

    /** Ends the client and its connection at once. No event comes after it. Idempotent, bounded. */
    @Override
    void close();
}
