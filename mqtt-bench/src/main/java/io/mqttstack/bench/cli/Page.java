package io.mqttstack.bench.cli;

import io.mqttstack.bench.cli.Comparison.Measured;
import io.mqttstack.bench.comparison.Contestant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A comparison as a Markdown page: what each codec takes, which targets are met, and where the figures come from. */
final class Page {
    private Page() {}

    static String of(Comparison comparison, Map<String, String> provenance, String directory) {
        StringBuilder page = new StringBuilder();
        page.append("# Codec benchmarks\n\n")
                .append("Written by `./mqtt bench report mqtt-bench/results/")
                .append(directory)
                .append("` from the [raw results](../mqtt-bench/results/")
                .append(directory)
                .append(
                        "/codec.json) of one run. [Benchmarks](benchmarks.md) says who is compared, what is fair, and how to\n")
                .append("measure again. An operation is one packet, or one message of a stream.\n\n")
                .append(
                        "Each cell has the time of an operation, which is the median of the iterations, the bytes that it allocates, and "
                                + "a\nratio: behind the least work our time divided by it, 1 being as good as can be; behind the "
                                + "others their time divided by\nours.\n\n");
        Markdown.table(page, rows(comparison));
        page.append("\n## Targets\n\nWhat the project wants, and whether this run shows it.\n\n");
        List<List<String>> targets = new ArrayList<>(List.of(List.of("", "operation", "is", "wanted")));
        targets.addAll(Targets.lines(comparison));
        Markdown.table(page, targets);
        Markdown.origin(page, provenance, Markdown.keysOfJmh());
        return page.toString();
    }

    private static List<List<String>> rows(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        List<String> headings = new ArrayList<>(List.of("operation"));
        for (Contestant codec : Contestant.values()) {
            headings.add(codec.title());
        }
        rows.add(headings);
        for (String operation : comparison.operations()) {
            List<String> row = new ArrayList<>(List.of(operation));
            Optional<Measured> ours = comparison.find(operation, Contestant.OURS);
            for (Contestant codec : Contestant.values()) {
                row.add(comparison
                        .find(operation, codec)
                        .map(each -> cell(codec, each, ours))
                        .orElse(""));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String cell(Contestant codec, Measured measured, Optional<Measured> ours) {
        String ratio = codec == Contestant.OURS
                ? ""
                : ours.map(mine -> String.format(Locale.ROOT, ", **%.2f**", Comparison.ratio(codec, mine, measured)))
                        .orElse("");
        return String.format(Locale.ROOT, "%,.1f ns, %,.0f B", measured.nanoseconds(), measured.bytes()) + ratio;
    }
}
