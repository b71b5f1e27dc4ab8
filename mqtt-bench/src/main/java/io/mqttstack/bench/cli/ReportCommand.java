package io.mqttstack.bench.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqtt bench report DIR}: the page that publishes a run, written from its raw results. */
@Command(
        description = {
            "Print a run of `bench codec` as a Markdown page.",
            "The page docs/codec-benchmarks.md is the output of this command."
        })
final class ReportCommand implements Callable<Integer> {
    private static final int MISUSED = 2;

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "DIR", description = "Where the run was written, a directory of mqtt-bench/results.")
    private Path directory = Path.of(".");

    ReportCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException {
        Path raw = directory.resolve("codec.json");
        Path provenance = directory.resolve("provenance.json");
        if (!Files.isReadable(raw) || !Files.isReadable(provenance)) {
            err.println(directory
                    + " has no codec.json and provenance.json; name a directory that `bench codec` has written");
            return MISUSED;
        }
        Comparison comparison = StoredRun.comparison(raw, Benchmarks.ROOT + "comparison.");
        if (comparison.isEmpty()) {
            err.println(raw + " compares nothing; run `bench codec` without a filter, or with --filter '^comparison'");
            return MISUSED;
        }
        out.print(Page.of(
                comparison,
                StoredRun.provenance(provenance),
                directory.getFileName().toString()));
        return 0;
    }
}
