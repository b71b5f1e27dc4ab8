package com.example.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.DeviationProfile;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.OwnClient;
import io.mqttstack.conformance.rule.ClientCase;
import io.mqttstack.conformance.rule.ClientRunner;
import io.mqttstack.conformance.section.ClientCases;
import io.mqttstack.transport.nio.NioTransport;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Puts a client to the cases of one section. Another client takes the place of this one by a {@link ClientUnderTest}. */
class ConformanceIT {
    private final NioTransport transport = NioTransport.create();
    private final ClientUnderTest client = new OwnClient(
            new ClientRuntime(transport, ClientRuntime.defaultExecutor(), new SplittableRandom(1)::nextDouble));
    private final ClientRunner runner = new ClientRunner(InstantSource.system(), ClientRunner.Limits.DEFAULT);

    @AfterEach
    void close() {
        runner.close();
        transport.close();
    }

    @Test
    void keepsToTheFlowsOfQoS2() throws InterruptedException {
        List<ClientCase> cases = ClientCases.of(EnumSet.of(ProtocolVersion.V5_0)).stream()
                .filter(each -> each.name().startsWith("4.3.3/"))
                .toList();
        assertFalse(cases.isEmpty());

        SubjectResult result = runner.run(
                client,
                new DeviationProfile("mine", List.of()),
                cases,
                verdict -> System.out.println(verdict.testCase() + " " + verdict.outcome() + " " + verdict.reason()));

        assertEquals(cases.size(), result.count(Outcome.PASS));
    }
}
