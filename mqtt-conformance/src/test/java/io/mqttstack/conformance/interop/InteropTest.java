package io.mqttstack.conformance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.client.OwnClient;
import io.mqttstack.conformance.faulty.Fault;
import io.mqttstack.conformance.faulty.FaultyBroker;
import io.mqttstack.transport.nio.NioTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases are not passed by a broker that does wrong, and are passed by one that does not. */
class InteropTest {
    @TempDir
    Path directory;

    private final NioTransport transport = NioTransport.create();
    private final OwnClient client = new OwnClient(
            new ClientRuntime(transport, ClientRuntime.defaultExecutor(), new SplittableRandom(1)::nextDouble));

    @AfterEach
    void close() {
        transport.close();
    }

    private List<InteropResult> run(Set<ProtocolVersion> versions, Duration patience, Set<String> ids, Fault... faults)
            throws IOException, InterruptedException {
        List<InteropCase> cases = InteropCases.all().stream()
                .filter(each -> ids.isEmpty() || ids.contains(each.id()))
                .toList();
        try (FaultyBroker broker = new FaultyBroker(faults);
                InteropRun run = new InteropRun(new SplittableRandom(2), patience, 4)) {
            return run.run(List.of(client), broker.subject(), versions, cases, new Expectations(directory), each -> {});
        }
    }

    @Test
    void aSoundBrokerPasses() throws IOException, InterruptedException {
        List<InteropResult> others =
                run(EnumSet.allOf(ProtocolVersion.class), Duration.ofSeconds(20), Set.of()).stream()
                        .filter(each -> each.outcome() != Outcome.PASS)
                        .toList();
        assertEquals(List.of(), others);
    }

    @ParameterizedTest
    @CsvSource({
        "GRANT_QOS_0, qos-0, PASS",
        "GRANT_QOS_0, qos-1, UNSUPPORTED",
        "GRANT_QOS_0, qos-2, UNSUPPORTED",
        "LACK_SHARES, shared, UNSUPPORTED",
        "DROP_QOS_0, qos-0, FAIL not-delivered",
        "NO_PUBACK, qos-1, FAIL publish-unanswered",
        "DELIVER_AT_QOS_0, qos-2, FAIL wrong-message",
        "DELIVER_QOS_2_TWICE, reconnect-qos-2, FAIL repeated",
        "DROP_EMPTY_PAYLOADS, odd-payloads, FAIL not-delivered",
        "DAMAGE_LARGE_PAYLOADS, large-payload, FAIL wrong-payload",
        "NO_WILDCARDS, thousand-topics, FAIL not-delivered",
        "NEVER_RETAIN, retained, FAIL not-delivered",
        "NO_WILL, will, FAIL not-delivered",
        "REFUSE_SUBSCRIPTIONS, reconnect-qos-1, FAIL subscribe-refused",
        "IGNORE_SHARES, shared, FAIL not-shared",
        "IGNORE_RECEIVE_MAXIMUM, flow-control, FAIL too-many",
        "STALL_AT_RECEIVE_MAXIMUM, flow-control, FAIL not-delivered"
    })
    void aFaultIsNoticedAndWhatIsLackingIsNone(Fault fault, String id, String verdict)
            throws IOException, InterruptedException {
        String found = run(EnumSet.of(ProtocolVersion.V5_0), Duration.ofSeconds(2), Set.of(id), fault).stream()
                .map(InteropResult::verdict)
                .collect(Collectors.joining());
        assertEquals(verdict, found);
    }

    @Test
    void noCaseCanOnlyPass() throws NoSuchMethodException {
        CsvSource faults = InteropTest.class
                .getDeclaredMethod("aFaultIsNoticedAndWhatIsLackingIsNone", Fault.class, String.class, String.class)
                .getAnnotation(CsvSource.class);
        Set<String> failing = Arrays.stream(faults.value())
                .filter(row -> row.contains("FAIL"))
                .map(row -> row.split(", ", -1)[1])
                .collect(Collectors.toSet());
        assertEquals(InteropCases.all().stream().map(InteropCase::id).collect(Collectors.toSet()), failing);
    }

    @Test
    void whatIsNotExpectedIsDriftUntilItIsAccepted() throws IOException {
        Expectations expectations = new Expectations(directory);
        InteropResult failed = new InteropResult("c", "b", "5.0/qos-1", Outcome.FAIL, "lost", "why");
        InteropResult passed = new InteropResult("c", "b", "5.0/qos-1", Outcome.PASS, "", "");
        InteropResult other = new InteropResult("c", "x", "5.0/qos-1", Outcome.UNSUPPORTED, "", "why");
        assertEquals(List.of(), expectations.drift("c", List.of(passed)));
        assertEquals(
                List.of("- c\tb\t5.0/qos-1\tPASS", "+ c\tb\t5.0/qos-1\tFAIL lost"),
                expectations.drift("c", List.of(failed)));
        expectations.accept("c", List.of(failed, other));
        assertEquals(List.of(), expectations.drift("c", List.of(failed, other)));
        assertEquals(2, expectations.drift("c", List.of(passed)).size());
        expectations.accept("c", List.of(passed));
        assertEquals(
                List.of("broker\tcase\tverdict\twhy", "x\t5.0/qos-1\tUNSUPPORTED"),
                Files.readAllLines(directory.resolve("c.tsv")));
    }

    @Test
    void whereChanceDecidesEachPredictedVerdictIsExpectedAndNoOther() throws IOException {
        Path table = directory.resolve("c.tsv");
        List<String> lines = List.of("broker\tcase\tverdict\twhy", "b\t5.0/qos-1\tPASS or FAIL lost\tit forgets");
        Files.write(table, lines);
        Expectations expectations = new Expectations(directory);
        InteropResult lost = new InteropResult("c", "b", "5.0/qos-1", Outcome.FAIL, "lost", "why");
        InteropResult repeated = new InteropResult("c", "b", "5.0/qos-1", Outcome.FAIL, "repeated", "why");
        InteropResult passed = new InteropResult("c", "b", "5.0/qos-1", Outcome.PASS, "", "");
        assertEquals(List.of(), expectations.drift("c", List.of(lost, passed)));
        assertEquals("it forgets", expectations.why("c", "b", "5.0/qos-1"));
        expectations.accept("c", List.of(lost));
        expectations.accept("c", List.of(passed));
        assertEquals(lines, Files.readAllLines(table), "what is as expected changes no line");

        assertEquals(
                List.of("- c\tb\t5.0/qos-1\tPASS or FAIL lost", "+ c\tb\t5.0/qos-1\tFAIL repeated"),
                expectations.drift("c", List.of(repeated)));
        expectations.accept("c", List.of(repeated));
        assertEquals(List.of(lines.get(0), "b\t5.0/qos-1\tFAIL repeated"), Files.readAllLines(table));

        Files.write(table, List.of(lines.get(0), "b\t5.0/qos-1\tPASS or FAIL lost"));
        assertThrows(IOException.class, () -> expectations.drift("c", List.of(lost)));
    }

    @Test
    void aLineForAnyBrokerIsForThoseWithoutOneOfTheirOwn() throws IOException {
        Path table = directory.resolve("c.tsv");
        List<String> lines = List.of("broker\tcase\tverdict\twhy", "*\t5.0/qos-1\tUNSUPPORTED\tit is old");
        Files.write(table, lines);
        Expectations expectations = new Expectations(directory);
        InteropResult lacking = new InteropResult("c", "b", "5.0/qos-1", Outcome.UNSUPPORTED, "", "why");
        InteropResult passed = new InteropResult("c", "b", "5.0/qos-1", Outcome.PASS, "", "");
        assertEquals(List.of(), expectations.drift("c", List.of(lacking)));
        assertEquals("it is old", expectations.why("c", "b", "5.0/qos-1"));
        assertEquals(
                List.of("- c\tb\t5.0/qos-1\tUNSUPPORTED", "+ c\tb\t5.0/qos-1\tPASS"),
                expectations.drift("c", List.of(passed)));

        expectations.accept("c", List.of(passed));
        assertEquals(List.of(), expectations.drift("c", List.of(passed)));
        assertEquals(2, expectations.drift("c", List.of(lacking)).size());
        expectations.accept("c", List.of(lacking));
        assertEquals(lines, Files.readAllLines(table));
    }

    @Test
    void whatIsExpectedToBeUntestedIsNotRun() throws IOException, InterruptedException {
        Files.write(
                directory.resolve("ours.tsv"),
                List.of("broker\tcase\tverdict\twhy", "faulty\t5.0/qos-1\tUNTESTED\tit would do harm"));
        List<InteropResult> results = run(
                EnumSet.of(ProtocolVersion.V5_0), Duration.ofSeconds(20), Set.of("qos-0", "qos-1"), Fault.NO_PUBACK);
        assertEquals(
                List.of("PASS", "UNTESTED"),
                results.stream().map(InteropResult::verdict).toList());
        assertEquals("it would do harm", results.get(1).reason());
        assertEquals(List.of(), new Expectations(directory).drift("ours", results));
    }
}
