package io.mqttstack.conformance.manifest;

import java.util.List;
import java.util.Optional;

/**
 * A statement and what is known of its coverage. What came of its cases is no part of it: that differs from run to run.
 *
 * @param statement the statement
 * @param clientCases the addresses of the client cases that decide it
 * @param brokerCases the addresses of the broker cases that decide it
 * @param uncovered why it has no case; empty if it has one
 * @param text more about that, for people; empty if there is nothing to say
 */
public record Entry(
        Statement statement,
        List<String> clientCases,
        List<String> brokerCases,
        Optional<Uncovered> uncovered,
        String text) {

    /** Copies the lists. */
    public Entry {
        clientCases = List.copyOf(clientCases);
        brokerCases = List.copyOf(brokerCases);
    }

    /** {@return whether a client has to obey it} */
    public boolean bindsClients() {
        return !statement.party().equals("server");
    }

    /** {@return whether a case decides it for the party that it binds: one of the two, if it binds both} */
    public boolean covered() {
        return bindsClients() ? !clientCases.isEmpty() : !brokerCases.isEmpty();
    }
}
