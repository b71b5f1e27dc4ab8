package io.mqttstack.bench.cli;

import io.mqttstack.bench.process.Results;
import io.mqttstack.bench.process.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqtt bench report DIR}: the page that publishes a run, written from its raw results. */
@Command(
        description = {
            "Print a run of `bench codec`, `bench client` or `bench transport` as a Markdown page.",
            "The pages docs/codec-benchmarks.md, docs/client-benchmarks.md and docs/transport-benchmarks.md are the output of "
                    + "this command."
        })
final class ReportCommand implements Callable<Integer> {
    private static final int MISUSED = 2;
    private static final String CODEC = "codec";

    private final PrintStream out;
    private final PrintStream err;

    /** What runs between processes are of, by the names of their files. */
    private final Map<String, Suite> suites;

    @Parameters(paramLabel = "DIR", description = "Where the run was written, a directory of mqtt-bench/results.")
    private Path directory = Path.of(".");

    ReportCommand(PrintStream out, PrintStream err, Map<String, Suite> suites) {
        this.out = out;
        this.err = err;
        this.suites = suites;
    }

    @Override
    public Integer call() throws IOException {
        Optional<Map.Entry<String, Suite>> subject = suites.entrySet().stream()
                .filter(each -> has(each.getKey() + ".json"))
                .findFirst();
        if (!has("provenance.json") || (subject.isEmpty() && !has(CODEC + ".json"))) {
            err.println(directory
                    + " has no provenance.json, or no codec.json, client.json or transport.json beside it; name a "
                    + "directory that `bench codec`, `bench client` or `bench transport` has written");
            return MISUSED;
        }
        Map<String, String> provenance = StoredRun.provenance(directory.resolve("provenance.json"));
        String name = directory.toAbsolutePath().normalize().getFileName().toString();
        if (subject.isPresent()) {
            String of = subject.get().getKey();
            Results results = Results.read(directory.resolve(of + ".json"));
            out.print(EndToEndPage.of(of, results, subject.get().getValue(), provenance, name));
            return 0;
        }
        Path raw = directory.resolve(CODEC + ".json");
        Comparison comparison = StoredRun.comparison(raw, Benchmarks.ROOT + "comparison.");
        if (comparison.isEmpty()) {
            err.println(raw + " compares nothing; run `bench codec` without a filter, or with --filter '^comparison'");
            return MISUSED;
        }
        out.print(Page.of(comparison, provenance, name));
        return 0;
    }

    private boolean has(String file) {
        return Files.isReadable(directory.resolve(file));
    }
}
