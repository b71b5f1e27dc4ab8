package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.Watch;
import io.mqttstack.conformance.broker.Brokers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts what was chosen to the test: first the brokers, then the clients. */
final class Run {
    private final Workshop workshop;
    private final Brokers brokers;
    private final Choice choice;
    private final Progress progress;
    private final Optional<FailFast> failFast;

    /**
     * Prepares runs.
     *
     * @param workshop what they are carried by
     * @param brokers makes the brokers
     * @param choice who is put to which cases
     * @param progress told of everything
     * @param failFast ends the runs at the first failure; empty: they go on
     */
    Run(Workshop workshop, Brokers brokers, Choice choice, Progress progress, Optional<FailFast> failFast) {
        this.workshop = workshop;
        this.brokers = brokers;
        this.choice = choice;
        this.progress = progress;
        this.failFast = failFast;
    }

    /** {@return the brokers and then the clients, each with verdicts for the cases that it was put to} */
    Matrix once() throws InterruptedException {
        List<Case> cases = new ArrayList<>();
        List<SubjectResult> columns = new ArrayList<>();
        if (!choice.brokers().isEmpty()) {
            add(
                    workshop.suite(brokers)
                            .run(
                                    choice.brokers(),
                                    choice.brokerCases(),
                                    choice.absentBrokers(),
                                    this::watch,
                                    progress::done),
                    cases,
                    columns);
        }
        if (!choice.clients().isEmpty()) {
            add(
                    workshop.clientRunner()
                            .run(
                                    choice.clients().stream()
                                            .map(workshop.clients()::create)
                                            .toList(),
                                    choice.clientCases(),
                                    choice.absentClients(),
                                    this::watch,
                                    progress::done),
                    cases,
                    columns);
        }
        return new Matrix(cases, columns);
    }

    /** {@return the verdict of one subject, put to one case alone} */
    Verdict again(String subject, Case testCase) throws InterruptedException {
        return new Run(workshop, brokers, choice.only(subject, testCase), progress, Optional.empty())
                .once()
                .columns()
                .get(0)
                .verdicts()
                .get(0);
    }

    private static void add(Matrix matrix, List<Case> cases, List<SubjectResult> columns) {
        cases.addAll(matrix.cases());
        columns.addAll(matrix.columns());
    }

    private Watch watch(String subject) {
        return new Watch() {
            @Override
            public void decided(Verdict verdict) {
                progress.decided(subject, verdict);
                failFast.ifPresent(each -> each.decided(subject, verdict));
            }

            @Override
            public Optional<String> halted() {
                return failFast.flatMap(FailFast::halted);
            }
        };
    }
}
