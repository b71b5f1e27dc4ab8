package io.mqttstack.conformance.faultyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.DeviationProfile;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.OwnClient;
import io.mqttstack.conformance.manifest.Manifest;
import io.mqttstack.conformance.rule.ClientCase;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientRunner;
import io.mqttstack.conformance.section.ClientCases;
import io.mqttstack.transport.nio.NioTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each client case fails for a client that breaks its rule, while the other cases of its section find nothing new. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientFaultsIT {
    private static final int AT_A_TIME = 4;
    private static final ClientRunner.Limits LIMITS =
            new ClientRunner.Limits(Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(2), 8);

    /** What is recommended only: a client that does not see the error passes for lax, not for wrong. */
    private static final Set<String> RECOMMENDED = Set.of(
            "5.0/1.5.5/1",
            "5.0/2.1.3/6",
            "5.0/2.1.3/7",
            "5.0/3.2.0/1",
            "5.0/3.14.2/3",
            "5.0/3.14.2/4",
            "5.0/3.9.3/2",
            "5.0/3.9.3/3",
            "5.0/4.12.0/4",
            "5.0/4.12.0/5",
            "5.0/4.13.1/1",
            "5.0/4.13.1/2",
            "5.0/4.13.1/3",
            "5.0/4.13.1/4",
            "5.0/4.13.1/5",
            "5.0/4.13.1/6");

    private final NioTransport transport = NioTransport.create();
    private final ClientUnderTest sound = new OwnClient(
            new ClientRuntime(transport, ClientRuntime.defaultExecutor(), new SplittableRandom(1)::nextDouble));
    private final ClientRunner runner = new ClientRunner(InstantSource.system(), LIMITS);
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private final Map<String, Fault> faults = Faults.all();
    private final Map<ClientRule, Future<Map<String, Verdict>>> found = new LinkedHashMap<>();
    private Map<String, Outcome> baseline = Map.of();

    @BeforeAll
    void askSeveralClientsAtATime() throws InterruptedException {
        // The first WebSocket loads a library, during which the clients of a busy machine wait for longer than they
        // may.
        List<ClientRule> first = Objects.requireNonNull(ClientCases.bySection().get("S6_00_WebSocket"));
        run(sound, cases(first::contains));
        baseline = run(sound, cases(rule -> true)).values().stream()
                .collect(Collectors.toMap(each -> each.testCase().id(), Verdict::outcome));
        ClientCases.bySection()
                .values()
                .forEach(section -> section.forEach(rule -> {
                    Fault fault = faults.get(key(rule));
                    if (fault != null) {
                        found.put(
                                rule,
                                threads.submit(() -> run(new FaultyClient(sound, fault), cases(section::contains))));
                    }
                }));
    }

    @AfterAll
    void close() {
        threads.shutdownNow();
        runner.close();
        transport.close();
    }

    private static String key(ClientRule rule) {
        return rule.v5().or(rule::v311).orElseThrow();
    }

    private static List<ClientCase> cases(java.util.function.Predicate<ClientRule> wanted) {
        return ClientCases.of(EnumSet.allOf(ProtocolVersion.class)).stream()
                .filter(each -> wanted.test(each.rule()))
                .toList();
    }

    private Map<String, Verdict> run(ClientUnderTest client, List<ClientCase> cases) throws InterruptedException {
        return runner.run(client, new DeviationProfile("faulty", List.of()), cases, each -> {}).verdicts().stream()
                .collect(Collectors.toMap(each -> each.testCase().id(), each -> each));
    }

    @TestFactory
    Stream<DynamicTest> isNoticedByItsCaseAndNoOther() {
        return found.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(key(each.getKey()), () -> {
                    Map<String, Verdict> verdicts = each.getValue().get();
                    Set<String> noticed = new TreeSet<>();
                    verdicts.forEach((id, verdict) -> {
                        Outcome worst = RECOMMENDED.contains(id) ? Outcome.NON_STRICT : Outcome.FAIL;
                        boolean news = verdict.outcome() != baseline.get(id);
                        if (news && (verdict.outcome() == worst || verdict.outcome() == Outcome.ERROR)) {
                            noticed.add(id);
                        }
                    });
                    Set<String> due = cases(each.getKey()::equals).stream()
                            .map(ClientCase::id)
                            .collect(Collectors.toCollection(TreeSet::new));
                    assertEquals(
                            due,
                            noticed,
                            () -> noticed.stream()
                                    .map(id -> id + ": " + verdicts.get(id).reason())
                                    .collect(Collectors.joining("\n")));
                }));
    }

    /** Not with UNSUPPORTED or UNTESTED alone. */
    @org.junit.jupiter.api.Test
    void theSoundClientIsDecidedForEveryStatementThatBindsClients() {
        Set<Outcome> deciding = Set.of(Outcome.PASS, Outcome.NON_STRICT);
        List<String> undecided = Stream.of(ProtocolVersion.V3_1_1, ProtocolVersion.V5_0)
                .flatMap(version -> Manifest.of(version).entries().stream())
                .filter(each -> each.bindsClients() && each.covered())
                .filter(each -> each.clientCases().stream().map(baseline::get).noneMatch(deciding::contains))
                .map(each -> each.statement().id())
                .toList();
        assertEquals(List.of(), undecided);
    }

    @org.junit.jupiter.api.Test
    void theSoundClientFailsNothing() {
        List<String> failing = baseline.entrySet().stream()
                .filter(each -> each.getValue() == Outcome.FAIL || each.getValue() == Outcome.ERROR)
                .map(Map.Entry::getKey)
                .toList();
        assertTrue(failing.isEmpty(), failing::toString);
    }
}
