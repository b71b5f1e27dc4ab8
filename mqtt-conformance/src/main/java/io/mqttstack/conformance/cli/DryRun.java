package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a run would do. */
final class DryRun {
    private final StringBuilder out = new StringBuilder();

    private DryRun() {}

    /** {@return lines that end with a line feed} */
    static String of(Choice choice, int repeat, Brokers brokers, Workshop workshop, Path reports) {
        DryRun run = new DryRun();
        if (!choice.brokers().isEmpty()) {
            run.heading("broker", choice.brokers().size(), choice.brokerCases());
            choice.brokers().forEach(each -> run.subject(each, unavailable(brokers, workshop, each)));
        }
        if (!choice.clients().isEmpty()) {
            run.heading("client", choice.clients().size(), choice.clientCases());
            choice.clients()
                    .forEach(each ->
                            run.subject(each, workshop.clients().create(each).unavailable()));
        }
        run.out.append("Verdicts: ").append(choice.size());
        run.out.append(repeat == 1 ? "" : ", reached " + repeat + " times").append('\n');
        run.out.append("Reports would go to ").append(reports).append("\nNothing was run.\n");
        return run.out.toString();
    }

    private static Optional<String> unavailable(Brokers brokers, Workshop workshop, String name) {
        try (BrokerUnderTest broker = brokers.create(name, BrokerOptions.in(workshop.directory()))) {
            return broker.unavailable();
        }
    }

    private void heading(String what, int subjects, List<? extends Case> cases) {
        String versions = cases.stream()
                .map(each -> Case.number(each.version()))
                .distinct()
                .collect(Collectors.joining(", "));
        out.append(subjects).append(' ').append(what).append(subjects == 1 ? "" : "s");
        out.append(", ").append(cases.size()).append(cases.size() == 1 ? " case" : " cases");
        out.append(subjects == 1 ? "" : " each")
                .append(", of MQTT ")
                .append(versions)
                .append(":\n");
    }

    private void subject(String name, Optional<String> unavailable) {
        out.append("  ").append(name);
        unavailable.ifPresent(why -> out.append(": cannot be run: ").append(why));
        out.append('\n');
    }
}
