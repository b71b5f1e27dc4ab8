package io.mqttstack.conformance;

import java.util.List;

/**
 * What came of a whole run.
 *
 * @param cases the rows
 * @param columns the subjects, each with a verdict for every case that it was put to: brokers have other cases than clients
 */
public record Matrix(List<Case> cases, List<SubjectResult> columns) {

    /** Copies the lists. */
    public Matrix {
        cases = List.copyOf(cases);
        columns = List.copyOf(columns);
    }

    /**
     * Takes the brokers or the clients out.
     *
     * @param brokers which of the two
     * @return their columns, and the cases that they were put to
     */
    public Matrix part(boolean brokers) {
        List<SubjectResult> part =
                columns.stream().filter(each -> each.ofBroker() == brokers).toList();
        return new Matrix(
                cases.stream()
                        .filter(each -> part.stream()
                                .anyMatch(column -> column.verdict(each.id()).isPresent()))
                        .toList(),
                part);
    }

    /**
     * Counts the verdicts with an outcome.
     *
     * @param outcome the outcome
     * @return how many cases had it, over all subjects
     */
    public long count(Outcome outcome) {
        return columns.stream().mapToLong(each -> each.count(outcome)).sum();
    }
}
