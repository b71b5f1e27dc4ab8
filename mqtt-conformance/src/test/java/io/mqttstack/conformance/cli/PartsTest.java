package io.mqttstack.conformance.cli;

import static io.mqttstack.conformance.Samples.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Closing;
import io.mqttstack.conformance.Deviation;
import io.mqttstack.conformance.DeviationProfile;
import io.mqttstack.conformance.Evidence;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Samples;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.capability.Capabilities;
import io.mqttstack.conformance.section.ClientCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports are read back as what was written, and the latest verdict of a case counts. */
class PartsTest {
    private static final List<Case> CASES = List.copyOf(ClientCases.of(Set.of(ProtocolVersion.V5_0)));

    @TempDir
    private Path home;

    private static Verdict verdict(int number, Outcome outcome, String reason) {
        return new Verdict(CASES.get(number), outcome, reason, Optional.empty(), Duration.ofMillis(5));
    }

    private Path write(String name, SubjectResult... columns) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (SubjectResult each : columns) {
            each.verdicts().stream()
                    .map(Verdict::testCase)
                    .filter(row -> !cases.contains(row))
                    .forEach(cases::add);
        }
        return Reports.write(new Matrix(cases, List.of(columns)), Samples.PROVENANCE, home.resolve(name));
    }

    @Test
    void aReportIsReadBackAsItWasWritten() throws IOException {
        Deviation known = DeviationProfile.of("mosquitto").deviations().get(0);
        Case row = Capabilities.cases(Set.of(ProtocolVersion.V3_1_1)).stream()
                .filter(each -> known.concerns(each.id()))
                .findFirst()
                .orElseThrow();
        SubjectResult broker = column(
                "mosquitto", new Verdict(row, Outcome.KNOWN, "as \"ever\"", Optional.of(known), Duration.ofMillis(7)));
        SubjectResult client = column(
                "paho5",
                verdict(0, Outcome.PASS, ""),
                verdict(1, Outcome.FAIL, "why").with(new Evidence(Closing.OPEN, List.of("one", "two"))));
        Parts parts = Parts.read(List.of(write("out", broker, client)));
        assertEquals(List.of(broker, client), parts.matrix().columns());
        assertEquals(List.of(row, CASES.get(0), CASES.get(1)), parts.matrix().cases());
        assertEquals(Samples.PROVENANCE, parts.provenance());
    }

    @Test
    void theLatestVerdictCountsAndWhatIsOnlyInOneRunStays() throws IOException {
        Path first = write("one", column("ours", verdict(0, Outcome.FAIL, "why"), verdict(1, Outcome.PASS, "")));
        Path second = write(
                "two", column("ours", verdict(0, Outcome.PASS, "")), column("paho5", verdict(2, Outcome.FAIL, "x")));
        Matrix matrix = Parts.read(List.of(first, second)).matrix();
        assertEquals(
                List.of(verdict(0, Outcome.PASS, ""), verdict(1, Outcome.PASS, "")),
                matrix.columns().get(0).verdicts());
        assertEquals(
                List.of(verdict(2, Outcome.FAIL, "x")), matrix.columns().get(1).verdicts());
        String software = Parts.read(List.of(first, second)).provenance().software();
        assertEquals("1.0 (put together from 2 runs, the first of " + Samples.NOW + ")", software);
    }

    @Test
    void whatCannotBeUsedIsNamed() throws IOException {
        Path unknown = write("unknown", column("moquette", Samples.verdict("a", Outcome.PASS, "")));
        IOException failure = assertThrows(IOException.class, () -> Parts.read(List.of(unknown)));
        assertTrue(failure.getMessage().contains("there is no case 5.0/a any more"), failure::getMessage);

        Path other = Files.createDirectories(home.resolve("other"));
        Files.writeString(other.resolve(Reports.JSON), "{\"format\":1}");
        assertThrows(IOException.class, () -> Parts.read(List.of(other)));
        assertThrows(IOException.class, () -> Parts.read(List.of(home.resolve("nowhere"))));
    }

    @Test
    void earlierRunsBecomeAPageWithoutAnotherRun() throws IOException {
        write("one", column("ours", verdict(0, Outcome.PASS, "")));
        write("two", column("paho5", verdict(0, Outcome.UNSUPPORTED, "not there")));
        Terminal terminal = new Terminal(home);
        assertEquals(
                ExitStatus.OK,
                terminal.execute("conformance", "--from", "one,two", "--report", "both", "--page", "page.md"),
                terminal.err::toString);
        String page = Files.readString(home.resolve("page.md"));
        assertTrue(page.contains("| ours | 1 | 0 |\n| paho5 | 0 | 1 |"), page);
        assertTrue(page.contains("put together from 2 runs"), page);
        assertEquals(
                Parts.read(List.of(home.resolve("one"), home.resolve("two"))).matrix(),
                Parts.read(List.of(home.resolve("both"))).matrix());

        Terminal absent = new Terminal(home);
        assertEquals(ExitStatus.COULD_NOT_RUN, absent.execute("conformance", "--from", "nowhere"));
        assertTrue(absent.err.toString().contains("nowhere"), absent.err::toString);
    }
}
