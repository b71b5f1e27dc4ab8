package io.mqttstack.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that was found out about one subject: a column of the matrix.
 *
 * @param subject its name
 * @param started when its first case began
 * @param duration how long all of them took together
 * @param verdicts one for each case, in the order of the cases
 */
public record SubjectResult(String subject, Instant started, Duration duration, List<Verdict> verdicts) {

    /** Copies the verdicts. */
    public SubjectResult {
        verdicts = List.copyOf(verdicts);
    }

    /**
     * A column for a subject whose cases could not be run.
     *
     * @param subject its name
     * @param now the time
     * @param cases what should have been run
     * @param outcome ERROR or UNTESTED
     * @param reason why
     * @return the result
     */
    public static SubjectResult without(
            String subject, Instant now, List<? extends Case> cases, Outcome outcome, String reason) {
        List<Verdict> verdicts = cases.stream()
                .map(each -> new Verdict(each, outcome, reason, Optional.empty(), Duration.ZERO))
                .toList();
        return new SubjectResult(subject, now, Duration.ZERO, verdicts);
    }

    /** {@return whether the subject is a broker, rather than a client} */
    public boolean ofBroker() {
        return verdicts.stream().anyMatch(each -> each.testCase() instanceof BrokerCase);
    }

    /**
     * Counts the verdicts with an outcome.
     *
     * @param outcome the outcome
     * @return how many cases had it
     */
    public long count(Outcome outcome) {
        return verdicts.stream().filter(each -> each.outcome() == outcome).count();
    }

    /**
     * Finds the verdict of a case.
     *
     * @param caseId the id of the case
     * @return the verdict; empty: the case is none of this run
     */
    public Optional<Verdict> verdict(String caseId) {
        return verdicts.stream()
                .filter(each -> each.testCase().id().equals(caseId))
                .findFirst();
    }
}
