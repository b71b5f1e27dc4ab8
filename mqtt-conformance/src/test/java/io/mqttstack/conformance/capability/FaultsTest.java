package io.mqttstack.conformance.capability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.BrokerCase;
import io.mqttstack.conformance.Capability;
import io.mqttstack.conformance.DeviationProfile;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Runner;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.broker.BrokerTls;
import io.mqttstack.conformance.faulty.Fault;
import io.mqttstack.conformance.faulty.FaultyBroker;
import io.mqttstack.transport.nio.NioTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each case fails for a broker that does wrong what the case is about, and for no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final int AT_A_TIME = 8;
    private static final Set<String> WAITING =
            Set.of("keep-alive", "message-expiry", "message-expired", "will-delay", "will-delay-return");
    private static final DeviationProfile NONE = new DeviationProfile("faulty", List.of());
    private static final Runner.Limits LIMITS = new Runner.Limits(Duration.ofSeconds(60), Duration.ofSeconds(3), 8);

    /**
     * The fault, the cases that are run in 5.0 (* is all of them but those that have to wait, over-* those over other carriers
     * than TCP, which show much of what the others show), and how those show it that do.
     */
    private static final List<List<String>> EXPECTED = Stream.of("""
                    REFUSE_CONNECT           | connect           | connect connect-refused
                    PRETEND_SESSION          | connect           | connect connect-refused
                    ACCEPT_ANYONE            | *                 | wrong-credentials accepted
                    REFUSE_AS_UNAVAILABLE    | *                 | wrong-credentials wrong-code
                    CLOSE_ON_WRONG_PASSWORD  | *                 | wrong-credentials NON_STRICT
                    NO_SUBACK                | qos-0 overlapping | qos-0 no-suback, overlapping no-suback
                    REFUSE_SUBSCRIPTIONS     | qos-0 overlapping | qos-0 subscribe-refused, overlapping subscribe-refused
                    GRANT_QOS_0              | qos-0 qos-1 qos-2 | qos-1 UNSUPPORTED, qos-2 UNSUPPORTED
                    DROP_QOS_0               | *                 | qos-0 not-delivered
                    NO_PUBACK                | connect qos-1     | qos-1 publish-incomplete
                    PUBACK_FOR_QOS_2         | *                 | qos-2 protocol-violation
                    CLOSE_ON_QOS_2           | *                 | qos-2 closed
                    DELIVER_QOS_2_TWICE      | *                 | qos-2 out-of-order
                    DELIVER_AT_QOS_0         | qos-0 qos-1 qos-2 | qos-1 wrong-qos, qos-2 wrong-qos
                    SWAP_MESSAGES            | *                 | qos-0 out-of-order, qos-1 out-of-order, qos-2 out-of-order
                    DROP_EMPTY_PAYLOADS      | *                 | empty-payload not-delivered, retained not-delivered, retain-as-published other-retain-flag
                    DAMAGE_LARGE_PAYLOADS    | *                 | large-payload wrong-payload
                    NEVER_RETAIN             | connect retained  | retained not-delivered
                    NO_RETAIN_FLAG           | *                 | retained no-retain-flag
                    RETAIN_FLAG_ON_LIVE      | *                 | retained live-retain-flag
                    NEVER_ERASE_RETAINED     | *                 | retained not-erased
                    NO_WILL                  | *                 | will not-delivered, will-dropped not-delivered, will-retained not-delivered, malformed-disconnect will-dropped
                    WILL_AFTER_DISCONNECT    | *                 | will-dropped will-after-disconnect
                    NO_WILDCARDS             | wildcards will    | wildcards no-match
                    PLUS_MATCHES_MANY_LEVELS | wildcards will    | wildcards wrong-match
                    IGNORE_EMPTY_LEVELS      | *                 | empty-levels wrong-match
                    WILDCARDS_MATCH_DOLLAR   | *                 | dollar-topics wildcard-matches-dollar
                    DROP_DOLLAR_TOPICS       | *                 | dollar-topics UNSUPPORTED
                    LEAK_INTERNAL_MESSAGES   | *                 | everything wildcard-matches-dollar
                    OVERLAP_AT_LOWEST_QOS    | *                 | overlapping lower-qos
                    OVERLAP_THREE_COPIES     | *                 | overlapping too-many-copies
                    IGNORE_UNSUBSCRIBE       | *                 | unsubscribe still-subscribed
                    NO_UNSUBACK              | *                 | many-filters no-unsuback, unsubscribe no-unsuback
                    NO_SESSION_PRESENT       | *                 | session-present no-session-present
                    NO_QUEUE                 | *                 | session-queue not-delivered
                    KEEP_BOTH_CONNECTIONS    | *                 | take-over not-disconnected
                    SILENT_TAKE_OVER         | *                 | take-over no-disconnect-8e
                    IGNORE_KEEP_ALIVE        | connect keep-alive | keep-alive not-disconnected
                    DISCONNECT_EARLY         | connect keep-alive | keep-alive disconnected-early
                    NO_PINGRESP              | connect ping      | ping no-pingresp
                    REVERSE_CODES            | *                 | many-filters wrong-order
                    ALLOW_SECOND_CONNECT     | *                 | second-connect not-closed
                    COPY_DUP                 | *                 | dup dup-copied
                    RETAIN_EVERYTHING        | *                 | not-retained replaced
                    NEVER_RETAIN_WILLS       | *                 | will-retained will-not-retained
                    ADD_SAME_FILTER          | *                 | resubscribe not-replaced
                    IGNORE_CLEAN_START       | *                 | clean session-survived
                    NO_ASSIGNED_IDENTIFIER   | *                 | no-identifier no-assigned-identifier
                    FORWARD_NO_PROPERTIES    | *                 | properties property-changed
                    IGNORE_NO_LOCAL          | *                 | no-local own-message
                    IGNORE_RETAIN_AS_PUBLISHED | *               | retain-as-published other-retain-flag
                    IGNORE_RETAIN_HANDLING   | *                 | retain-handling retained-sent
                    NO_SUBSCRIPTION_IDENTIFIERS | *              | subscription-identifiers wrong-identifiers
                    IGNORE_RECEIVE_MAXIMUM   | *                 | receive-maximum more-than-receive-maximum
                    STALL_AT_RECEIVE_MAXIMUM | *                 | receive-maximum not-delivered
                    IGNORE_MAXIMUM_PACKET_SIZE | *               | maximum-packet-size too-large
                    DAMAGE_OVER_TLS          | * over-*          | over-tls wrong-payload
                    DAMAGE_OVER_CLIENT_CERTIFICATE | * over-*    | over-client-certificate wrong-payload
                    DAMAGE_OVER_PSK          | * over-*          | over-psk wrong-payload
                    DAMAGE_OVER_WS           | * over-*          | over-ws wrong-payload
                    DAMAGE_OVER_WSS          | * over-*          | over-wss wrong-payload
                    DAMAGE_OVER_UNIX         | * over-*          | over-unix wrong-payload
                    ADMIT_WITHOUT_CERTIFICATE | * over-*         | over-client-certificate accepted-without-certificate
                    OTHER_SUBPROTOCOL        | * over-*          | over-ws connect-refused, over-wss connect-refused
                    TOLERATE_CONNECT         | malformed-connect | malformed-connect tolerates-flags-length
                    TOLERATE_PUBLISH         | *                 | topic-alias-wrong tolerates-alias-0, malformed-publish tolerates-length-nul-qos-surrogate-wildcard
                    TOLERATE_PUBACK          | *                 | malformed-acknowledgement tolerates-puback-flags-puback-identifier
                    TOLERATE_PUBREC          | *                 | malformed-acknowledgement tolerates-pubrec-flags-pubrec-identifier
                    TOLERATE_PUBREL          | *                 | malformed-acknowledgement tolerates-pubrel-flags-pubrel-identifier
                    TOLERATE_PUBCOMP         | *                 | malformed-acknowledgement tolerates-pubcomp-flags-pubcomp-identifier
                    TOLERATE_SUBSCRIBE       | *                 | malformed-subscribe tolerates-no-filter-options-qos-subscribe-flags
                    TOLERATE_UNSUBSCRIBE     | *                 | malformed-subscribe tolerates-no-filter-to-end-unsubscribe-flags
                    TOLERATE_DISCONNECT      | *                 | malformed-disconnect tolerates-flags
                    NO_WILL_AFTER_VIOLATION  | *                 | malformed-disconnect will-dropped
                    TOLERATE_PINGREQ         | *                 | malformed-other tolerates-pingreq-flags
                    TOLERATE_AUTH            | *                 | malformed-other tolerates-auth-code-auth-flags
                    TOLERATE_TYPE_0          | *                 | malformed-other tolerates-type-0
                    REFUSE_HIGHEST_TOPIC_ALIAS | connect topic-alias topic-alias-wrong | topic-alias closed
                    TOLERATE_TOPIC_ALIASES   | *                 | topic-alias-wrong tolerates-alias-above-maximum-unknown-alias, topic-alias-reconnect tolerates-former-alias
                    KEEP_TOPIC_ALIASES       | *                 | topic-alias-reconnect tolerates-former-alias
                    USE_TOPIC_ALIASES        | *                 | topic-alias-maximum alias-above-maximum
                    NO_EXPIRY_COUNTDOWN      | message-expiry message-expired | message-expiry wrong-interval
                    NEVER_EXPIRE             | message-expiry message-expired | message-expired expired-message
                    IGNORE_WILL_DELAY        | will will-delay will-delay-return | will-delay will-too-early, will-delay-return will-after-return
                    WILL_AFTER_RETURN        | will will-delay will-delay-return | will-delay-return will-after-return
                    """)
            .flatMap(String::lines)
            .map(line -> List.of(line.strip().split(" *\\| *")))
            .toList();

    private final NioTransport transport = NioTransport.create();
    private final ClientRuntime runtime =
            new ClientRuntime(transport, ClientRuntime.defaultExecutor(), new SplittableRandom(1)::nextDouble);
    private final Runner runner = new Runner(runtime, InstantSource.system(), LIMITS);
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private final Map<Fault, Future<String>> shown = new EnumMap<>(Fault.class);
    private Path directory;
    private BrokerTls tls;

    @BeforeAll
    void askSeveralBrokersAtATime(@TempDir Path temporary) throws InterruptedException {
        directory = temporary;
        tls = BrokerTls.make(directory.resolve("tls"));
        loadTls();
        EXPECTED.forEach(row -> {
            Fault fault = Fault.valueOf(row.get(0));
            shown.put(fault, threads.submit(() -> symptoms(fault, row.get(1))));
        });
    }

    /** The first handshake of a JVM loads much, for which a case on a busy machine has not the patience. */
    private void loadTls() throws InterruptedException {
        Runner.Limits patient = new Runner.Limits(Duration.ofMinutes(4), Duration.ofSeconds(60), 1);
        try (FaultyBroker broker = new FaultyBroker(tls, directory);
                Runner alone = new Runner(runtime, InstantSource.system(), patient)) {
            List<BrokerCase> cases = cases(each -> each.carrier().isPresent());
            SubjectResult result = alone.run(broker.subject(), NONE, cases, each -> {});
            assertEquals(cases.size(), result.count(Outcome.PASS), result::toString);
        }
    }

    @AfterAll
    void close() {
        threads.shutdownNow();
        runner.close();
        transport.close();
    }

    /** Shared Subscriptions are for the cases of interoperability. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"IGNORE_SHARES", "LACK_SHARES"})
    void isNoticedByTheCasesThatAreAboutItAndNoOthers(Fault fault) throws ExecutionException, InterruptedException {
        String expected = EXPECTED.stream()
                .filter(row -> row.get(0).equals(fault.name()))
                .findFirst()
                .orElseThrow()
                .get(2);
        assertEquals(expected, shown.get(fault).get());
    }

    @Test
    void noCaseCanOnlyPass() {
        Set<String> failing = EXPECTED.stream()
                .flatMap(row -> Arrays.stream(row.get(2).split(", ")))
                .map(each -> each.replaceFirst(" .*", ""))
                .collect(Collectors.toSet());
        assertEquals(Capabilities.all().stream().map(Capability::id).collect(Collectors.toSet()), failing);
    }

    @Test
    void aSoundBrokerPassesInEveryVersion() throws InterruptedException {
        try (FaultyBroker broker = new FaultyBroker(tls, directory)) {
            List<String> others = run(broker, Capabilities.cases(EnumSet.allOf(ProtocolVersion.class)))
                    .filter(each -> each.outcome() != Outcome.PASS)
                    .map(Verdict::toString)
                    .toList();
            assertEquals(List.of(), others);
        }
    }

    /** Cases end with a message on a topic of its own, which says nothing about those on other topics. */
    @Test
    void aBrokerMayLetOneTopicOvertakeAnother() throws InterruptedException {
        try (FaultyBroker broker = new FaultyBroker().letEndsOvertake(Duration.ofMillis(100))) {
            List<String> others = run(broker, cases(each -> isWanted(each, Set.of("*", "message-expiry"))))
                    .filter(each -> each.outcome() != Outcome.PASS)
                    .map(Verdict::toString)
                    .toList();
            assertEquals(List.of(), others);
        }
    }

    private String symptoms(Fault fault, String ids) throws InterruptedException {
        Set<String> wanted = Set.of(ids.split(" "));
        List<BrokerCase> cases = cases(each -> isWanted(each, wanted));
        try (FaultyBroker broker = new FaultyBroker(tls, directory, fault)) {
            return run(broker, cases)
                    .filter(each -> each.outcome() != Outcome.PASS)
                    .map(each -> each.testCase().name() + " " + symptom(each))
                    .collect(Collectors.joining(", "));
        }
    }

    private static List<BrokerCase> cases(Predicate<Capability> wanted) {
        return Capabilities.cases(Set.of(ProtocolVersion.V5_0)).stream()
                .filter(each -> wanted.test(each.capability()))
                .toList();
    }

    private static boolean isWanted(Capability capability, Set<String> wanted) {
        if (capability.carrier().isPresent()) {
            return wanted.contains("over-*");
        }
        return wanted.contains(capability.id()) || (wanted.contains("*") && !WAITING.contains(capability.id()));
    }

    private Stream<Verdict> run(FaultyBroker broker, List<BrokerCase> cases) throws InterruptedException {
        return runner.run(broker.subject(), NONE, cases, each -> {}).verdicts().stream();
    }

    private static String symptom(Verdict verdict) {
        return verdict.outcome() == Outcome.FAIL
                ? verdict.reason().replaceFirst(":.*", "")
                : verdict.outcome().name();
    }
}
