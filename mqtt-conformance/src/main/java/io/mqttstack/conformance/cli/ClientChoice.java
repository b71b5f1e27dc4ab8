package io.mqttstack.conformance.cli;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.Clients;
import io.mqttstack.conformance.interop.Expectations;
import io.mqttstack.conformance.interop.InteropResult;
import io.mqttstack.conformance.rule.ClientCase;
import io.mqttstack.conformance.rule.ClientRunner;
import io.mqttstack.conformance.section.ClientCases;
import io.mqttstack.transport.nio.NioTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Which clients are put to which cases, and what is expected of them. */
final class ClientChoice implements AutoCloseable {
    /** What the tables of expected verdicts have in the place of a broker. */
    static final String SCRIPTED = "scripted";

    /** Where the tables of expected verdicts are, from the top directory of the sources. */
    static final Path EXPECTED = Path.of("mqtt-conformance", "src", "main", "expected");

    private final NioTransport transport = NioTransport.create();
    private final ClientRunner runner = new ClientRunner(InstantSource.system(), ClientRunner.Limits.DEFAULT);
    private final Clients clients;
    private final Expectations expectations;

    private ClientChoice(Surroundings surroundings) {
        ClientRuntime runtime =
                new ClientRuntime(transport, ClientRuntime.defaultExecutor(), surroundings.random()::nextDouble);
        clients = new Clients(
                runtime, surroundings.home().resolve("mqtt-conformance").resolve("clients"));
        expectations = new Expectations(surroundings.home().resolve(EXPECTED));
    }

    static ClientChoice open(Surroundings surroundings) {
        return new ClientChoice(surroundings);
    }

    /** The clients that can be named. */
    List<String> names() {
        return clients.names();
    }

    /**
     * The client cases of some sections. A section is asked for by the beginning of its address, such as {@code 4.3}, one case
     * by the whole, such as {@code 4.3.3/2} or {@code 5.0/4.3.3/2}.
     */
    static List<ClientCase> cases(Collection<ProtocolVersion> versions, List<String> sections) {
        return ClientCases.of(versions).stream()
                .filter(each -> sections.isEmpty() || sections.stream().anyMatch(section -> isWithin(each, section)))
                .toList();
    }

    private static boolean isWithin(ClientCase testCase, String section) {
        return testCase.id().equals(section)
                || testCase.name().equals(section)
                || testCase.name().startsWith(section + ".")
                || testCase.name().startsWith(section + "/");
    }

    Matrix run(List<String> names, List<ClientCase> cases, Outcome absent, Consumer<SubjectResult> done)
            throws InterruptedException {
        List<ClientUnderTest> subjects = names.stream().map(clients::create).toList();
        return runner.run(subjects, cases, absent, done);
    }

    /** Compares columns with the committed verdicts: a line for each difference. A column that was not run has none. */
    List<String> drift(Matrix matrix) throws IOException {
        List<String> drift = new ArrayList<>();
        for (SubjectResult column : matrix.columns()) {
            drift.addAll(expectations.drift(column.subject(), found(column, Outcome.UNTESTED)));
        }
        return drift;
    }

    /** Makes what was found the committed verdicts; what could not be decided leaves them as they are. */
    void accept(Matrix matrix) throws IOException {
        for (SubjectResult column : matrix.columns()) {
            List<InteropResult> found = found(column, Outcome.UNTESTED).stream()
                    .filter(each -> each.outcome() != Outcome.ERROR)
                    .toList();
            if (!found.isEmpty()) {
                expectations.accept(column.subject(), found);
            }
        }
    }

    private static List<InteropResult> found(SubjectResult column, Outcome without) {
        return column.verdicts().stream()
                .filter(each -> each.outcome() != without)
                .map(each -> new InteropResult(
                        column.subject(), SCRIPTED, each.testCase().id(), each.outcome(), "", each.reason()))
                .toList();
    }

    @Override
    public void close() {
        runner.close();
        transport.close();
    }
}
