package io.mqttstack.conformance;

import static io.mqttstack.codec.ProtocolVersion.V3_1_1;
import static io.mqttstack.codec.ProtocolVersion.V5_0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.conformance.broker.Carrier;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private static final DeviationProfile NONE = new DeviationProfile("sample", List.of());

    private final NioTransport transport = NioTransport.create();
    private final ClientRuntime runtime =
            new ClientRuntime(transport, ClientRuntime.defaultExecutor(), new SplittableRandom(7)::nextDouble);
    private Runner runner = runner(Duration.ofSeconds(20), 4);

    @AfterEach
    void close() {
        runner.close();
        transport.close();
    }

    private Runner runner(Duration bound, int lanes) {
        return new Runner(
                runtime, InstantSource.fixed(Samples.NOW), new Runner.Limits(bound, Duration.ofSeconds(1), lanes));
    }

    private List<Verdict> run(BrokerCase... cases) throws InterruptedException {
        return runner.run(Samples.subject(V5_0), NONE, List.of(cases), each -> {})
                .verdicts();
    }

    @Test
    void reportsVerdictsInTheOrderOfTheCasesAndAsTheyCome() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        BrokerCase first = new BrokerCase(V5_0, Samples.capability("first", trial -> second.await()));
        BrokerCase last = new BrokerCase(V5_0, Samples.capability("second", trial -> second.countDown()));
        List<String> progress = Collections.synchronizedList(new ArrayList<>());
        SubjectResult result = runner.run(
                Samples.subject(V5_0),
                NONE,
                List.of(first, last),
                each -> progress.add(each.testCase().id()));
        assertEquals(
                List.of("5.0/first", "5.0/second"),
                result.verdicts().stream().map(each -> each.testCase().id()).toList());
        assertEquals(Set.of("5.0/first", "5.0/second"), Set.copyOf(progress));
        assertEquals(Samples.NOW, result.started());
        assertEquals(2, result.count(Outcome.PASS));
    }

    @Test
    void aCaseThatDoesNotEndIsAnErrorAndIsInterrupted() throws InterruptedException {
        runner.close();
        runner = runner(Duration.ofMillis(50), 4);
        CountDownLatch interrupted = new CountDownLatch(1);
        BrokerCase endless = new BrokerCase(V5_0, Samples.capability("endless", trial -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        }));
        Verdict verdict = run(endless).get(0);
        assertEquals(Outcome.ERROR, verdict.outcome());
        assertTrue(verdict.reason().contains("did not end"), verdict::reason);
        interrupted.await();
    }

    @Test
    void aFaultOfTheSuiteIsAnErrorAndNoFailure() throws InterruptedException {
        BrokerCase broken = new BrokerCase(V5_0, Samples.capability("broken", trial -> {
            throw new IllegalStateException("our own mistake");
        }));
        BrokerCase deeplyBroken = new BrokerCase(V5_0, Samples.capability("deeply-broken", trial -> {
            throw new AssertionError("our own mistake");
        }));
        for (Verdict verdict : run(broken, deeplyBroken)) {
            assertEquals(Outcome.ERROR, verdict.outcome());
            assertTrue(verdict.reason().contains("our own mistake"), verdict::reason);
        }
    }

    @Test
    void aVersionThatIsNotSpokenIsUnsupportedAndNeverSilentlyAbsent() throws InterruptedException {
        BrokerCase connect = new BrokerCase(
                V5_0,
                Samples.finding(Capability.CONNECT, Finding.failure("refused", "0x84"))
                        .capability());
        BrokerCase other = Samples.passing("other");
        List<Verdict> verdicts = runner.run(Samples.subject(V3_1_1), NONE, List.of(connect, other), each -> {})
                .verdicts();
        assertEquals(
                List.of(Outcome.UNSUPPORTED, Outcome.UNSUPPORTED),
                verdicts.stream().map(Verdict::outcome).toList());
        assertEquals("does not speak MQTT 5.0: 0x84", verdicts.get(0).reason());
    }

    @Test
    void aVersionThatIsSpokenAfterAllIsAFailure() throws InterruptedException {
        BrokerCase connect = Samples.passing(Capability.CONNECT);
        Verdict verdict = runner.run(Samples.subject(V3_1_1), NONE, List.of(connect), each -> {})
                .verdicts()
                .get(0);
        assertEquals(Outcome.FAIL, verdict.outcome());
    }

    @Test
    void aCaseThatWantsToBeAloneIs() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger company = new AtomicInteger();
        Check counted = trial -> running.incrementAndGet();
        Capability alone = new Capability(
                "alone",
                "is alone",
                V5_0,
                List.of(),
                List.of(),
                true,
                Optional.empty(),
                trial -> company.set(running.get()));
        run(
                new BrokerCase(V5_0, alone),
                new BrokerCase(V5_0, Samples.capability("a", counted)),
                new BrokerCase(V5_0, Samples.capability("b", counted)));
        assertEquals(2, company.get(), "the others are done by then");
    }

    @Test
    void noTwoTrialsShareTopicsOrIdentifiers() throws InterruptedException {
        Set<String> names = ConcurrentHashMap.newKeySet();
        Check named = trial -> {
            names.add(trial.topic("t"));
            names.add(trial.identifier("abcdefghij"));
            assertTrue(trial.identifier("abcdefghij").matches("[0-9A-Za-z]{1,23}"));
        };
        run(new BrokerCase(V5_0, Samples.capability("a", named)), new BrokerCase(V5_0, Samples.capability("b", named)));
        assertEquals(4, names.size(), names::toString);
    }

    @Test
    void aCaseOverAnotherCarrierComesInWhereThatIs() throws InterruptedException {
        Listener listener = new Listener(Endpoint.unix("/nowhere"), Optional.empty());
        Subject subject =
                Samples.subject(Map.of(Carrier.TCP, Listener.tcp("127.0.0.1", 1), Carrier.UNIX, listener), V5_0);
        Verdict verdict = over(Carrier.UNIX, subject, trial -> assertEquals(listener, trial.listener()));
        assertEquals(Outcome.PASS, verdict.outcome(), verdict::reason);
    }

    @Test
    void aCarrierThatTheSubjectDoesNotHaveIsUnsupported() throws InterruptedException {
        Subject subject = Samples.subject(
                Map.of(
                        Carrier.TCP,
                        Listener.tcp("127.0.0.1", 1),
                        Carrier.WS,
                        new Listener(Endpoint.webSocket(false, "127.0.0.1", 2, "/mqtt"), Optional.empty())),
                V5_0);
        Verdict verdict = over(Carrier.PSK, subject, trial -> {});
        assertEquals(Outcome.UNSUPPORTED, verdict.outcome());
        assertEquals("has no listener over TLS with pre-shared keys", verdict.reason());
    }

    @Test
    void aCarrierThatIsNotKnownOfTheSubjectIsUntested() throws InterruptedException {
        Verdict verdict = over(Carrier.WS, Samples.subject(V5_0), trial -> {});
        assertEquals(Outcome.UNTESTED, verdict.outcome());
        assertEquals("no listener over WebSocket is known", verdict.reason());
    }

    private Verdict over(Carrier carrier, Subject subject, Check check) throws InterruptedException {
        Capability capability =
                new Capability("over", "is carried", V5_0, List.of(), List.of(), false, Optional.of(carrier), check);
        return runner.run(subject, NONE, List.of(new BrokerCase(V5_0, capability)), each -> {})
                .verdicts()
                .get(0);
    }
}
