package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.interop.Expectations;
import io.mqttstack.conformance.interop.InteropResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The committed verdicts of the subjects: a table {@code <client>.tsv} for each client, and {@code brokers/<broker>.tsv} for
 * each broker. A case without a line is expected to pass; of a subject without a table, nothing is expected but that it does
 * not fail. What could not be decided, or was not run, is not compared.
 *
 * <p>A table of a broker has neither KNOWN nor FAIL: what a broker does wrong has to be in its profile of deviations, which
 * says why, and the verdict is KNOWN then. That is as good as PASS here, for some deviations do not show each time.
 */
final class Expected {
    /** What the tables of clients have in the place of a broker. */
    static final String SCRIPTED = "scripted";

    /** Where the tables are, from the top directory of the sources. */
    static final Path DIRECTORY = Path.of("mqtt-conformance", "src", "main", "expected");

    private static final Set<Outcome> UNDECIDED = Set.of(Outcome.ERROR, Outcome.UNTESTED);

    private final Expectations clients;
    private final Expectations brokers;

    /**
     * Finds the tables.
     *
     * @param home the top directory of the sources
     */
    Expected(Path home) {
        clients = new Expectations(home.resolve(DIRECTORY));
        brokers = new Expectations(home.resolve(DIRECTORY).resolve("brokers"));
    }

    /** {@return a line for each difference, as a diff has them; empty: all is as expected} */
    List<String> drift(SubjectResult column) throws IOException {
        Expectations tables = column.ofBroker() ? brokers : clients;
        String name = table(column);
        boolean known = tables.knows(name);
        List<InteropResult> found = comparable(column).stream()
                .filter(each -> known || each.outcome() == Outcome.FAIL)
                .toList();
        return tables.drift(name, found);
    }

    /**
     * Makes what was found the committed verdicts.
     *
     * @return what was not accepted, and why: failures of brokers
     */
    List<String> accept(SubjectResult column) throws IOException {
        List<InteropResult> found = comparable(column);
        if (!column.ofBroker()) {
            clients.accept(table(column), found);
            return List.of();
        }
        if (!table(column).matches("[a-z0-9]+")) {
            return List.of(column.subject() + ": nothing is accepted of a broker that has no name of its own");
        }
        List<InteropResult> acceptable =
                found.stream().filter(each -> each.outcome() != Outcome.FAIL).toList();
        if (!acceptable.isEmpty()) {
            brokers.accept(table(column), acceptable);
        }
        return found.stream()
                .filter(each -> each.outcome() == Outcome.FAIL)
                .map(each -> column.subject() + " " + each.testCase() + ": a FAIL of a broker is not accepted; its"
                        + " profile of deviations may predict it, and say why")
                .toList();
    }

    private static List<InteropResult> comparable(SubjectResult column) {
        String place = column.ofBroker() ? table(column) : SCRIPTED;
        return column.verdicts().stream()
                .filter(each -> !UNDECIDED.contains(each.outcome()))
                .map(each -> new InteropResult(
                        column.subject(),
                        place,
                        each.testCase().id(),
                        column.ofBroker() && each.outcome() == Outcome.KNOWN ? Outcome.PASS : each.outcome(),
                        "",
                        each.reason()))
                .toList();
    }

    /** A broker in a container is expected to do what it does outside. */
    private static String table(SubjectResult column) {
        return column.ofBroker() ? Brokers.product(column.subject()) : column.subject();
    }
}
