package io.mqttstack.conformance;

import java.util.List;
import java.util.Set;

/**
 * The deviations that a subject is known for.
 *
 * @param subject the name of the subject
 * @param deviations each with a name of its own
 */
public record DeviationProfile(String subject, List<Deviation> deviations) {

    /**
     * Copies the deviations.
     *
     * @throws IllegalArgumentException if two of them have one name
     */
    public DeviationProfile {
        deviations = List.copyOf(deviations);
        if (deviations.stream().map(Deviation::name).distinct().count() < deviations.size()) {
            throw new IllegalArgumentException("Two deviations of " + subject + " have one name");
        }
    }

    /**
     * Reads the committed profile of a subject: a table {@code deviations/<subject>.tsv} with name, cases and
     * symptoms (comma separated), how often it shows ({@code always} or {@code sometimes}), since and why.
     *
     * @param subject the name of the subject
     * @return its profile, without deviations where none is committed
     */
    public static DeviationProfile of(String subject) {
        List<Deviation> deviations = subject.matches("[a-z0-9]+")
                ? Table.readIfPresent("deviations/" + subject + ".tsv", 6).stream()
                        .map(DeviationProfile::deviation)
                        .toList()
                : List.of();
        return new DeviationProfile(subject, deviations);
    }

    private static Deviation deviation(List<String> row) {
        boolean always = switch (row.get(3)) {
            case "always" -> true;
            case "sometimes" -> false;
            default -> throw new IllegalStateException(row.get(0) + " shows neither always nor sometimes");
        };
        return new Deviation(
                row.get(0),
                Set.of(row.get(1).split(",")),
                Set.of(row.get(2).split(",")),
                always,
                row.get(4),
                row.get(5));
    }

    /**
     * Finds what is predicted for a case.
     *
     * @param caseId the id of the case
     * @return the deviations that may show; none: the case should pass
     */
    public List<Deviation> predicts(String caseId) {
        return deviations.stream().filter(each -> each.concerns(caseId)).toList();
    }
}
