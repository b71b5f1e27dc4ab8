package io.mqttstack.conformance;

import java.util.List;

/**
 * What came of a whole run.
 *
 * @param cases the rows
 * @param columns the subjects, each with a verdict for every case
 */
public record Matrix(List<Case> cases, List<SubjectResult> columns) {

    /** Copies the lists. */
    public Matrix {
        cases = List.copyOf(cases);
        columns = List.copyOf(columns);
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
