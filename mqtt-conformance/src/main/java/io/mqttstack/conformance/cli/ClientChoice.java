package io.mqttstack.conformance.cli;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.OwnClient;
import io.mqttstack.conformance.rule.ClientCase;
import io.mqttstack.conformance.rule.ClientRunner;
import io.mqttstack.conformance.section.ClientCases;
import io.mqttstack.transport.nio.NioTransport;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Which clients are put to which cases. */
final class ClientChoice {
    static final List<String> NAMES = List.of(OwnClient.NAME);

    private ClientChoice() {}

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

    static Matrix run(List<String> names, List<ClientCase> cases, RandomGenerator random, Consumer<SubjectResult> done)
            throws InterruptedException {
        try (NioTransport transport = NioTransport.create();
                ClientRunner runner = new ClientRunner(InstantSource.system(), ClientRunner.Limits.DEFAULT)) {
            ClientRuntime runtime = new ClientRuntime(transport, ClientRuntime.defaultExecutor(), random::nextDouble);
            List<ClientUnderTest> subjects = names.stream()
                    .<ClientUnderTest>map(name -> new OwnClient(runtime))
                    .toList();
            return runner.run(subjects, cases, done);
        }
    }
}
