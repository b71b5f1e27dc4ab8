package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.BrokerCase;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.rule.ClientCase;
import java.util.List;

/**
 * Who is put to which cases.
 *
 * @param brokers the names of brokers, or their URLs
 * @param brokerCases what each of the brokers is asked
 * @param absentBrokers what becomes of a broker that is not there: ERROR, or UNTESTED
 * @param clients the names of clients
 * @param clientCases what each of the clients is asked
 * @param absentClients what becomes of a client that is not there: ERROR, or UNTESTED
 */
record Choice(
        List<String> brokers,
        List<BrokerCase> brokerCases,
        Outcome absentBrokers,
        List<String> clients,
        List<ClientCase> clientCases,
        Outcome absentClients) {

    Choice {
        brokers = List.copyOf(brokers);
        brokerCases = List.copyOf(brokerCases);
        clients = List.copyOf(clients);
        clientCases = List.copyOf(clientCases);
    }

    /** The same for one of the subjects and one of its cases. */
    Choice only(String subject, Case testCase) {
        return testCase instanceof BrokerCase
                ? new Choice(
                        List.of(subject),
                        one(brokerCases, testCase),
                        absentBrokers,
                        List.of(),
                        List.of(),
                        absentClients)
                : new Choice(
                        List.of(),
                        List.of(),
                        absentBrokers,
                        List.of(subject),
                        one(clientCases, testCase),
                        absentClients);
    }

    private static <C extends Case> List<C> one(List<C> cases, Case testCase) {
        return cases.stream().filter(testCase::equals).toList();
    }

    /** How many verdicts there will be. */
    int size() {
        return brokers.size() * brokerCases.size() + clients.size() * clientCases.size();
    }
}
