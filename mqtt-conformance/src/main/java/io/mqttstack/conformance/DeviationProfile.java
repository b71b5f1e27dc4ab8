package io.mqttstack.conformance;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The deviations that a subject is known for.
 *
 * @param subject the name of the subject
 * @param deviations each with a name of its own; at most one for a case
 */
public record DeviationProfile(String subject, List<Deviation> deviations) {

    /**
     * Copies the deviations.
     *
     * @throws IllegalArgumentException if two of them have one name or concern one case
     */
    public DeviationProfile {
        deviations = List.copyOf(deviations);
        long names = deviations.stream().map(Deviation::name).distinct().count();
        long cases = deviations.stream().flatMap(each -> each.cases().stream()).distinct().count();
        long all = deviations.stream().mapToLong(each -> each.cases().size()).sum();
        if (names < deviations.size() || cases < all) {
            throw new IllegalArgumentException("The deviations of " + subject + " overlap");
        }
    }

    /**
     * Reads the committed profile of a subject: a table {@code deviations/<subject>.tsv} with name, cases (comma
     * separated), symptom, since and why.
     *
     * @param subject the name of the subject
     * @return its profile, without deviations where none is committed
     */
    public static DeviationProfile of(String subject) {
        List<Deviation> deviations = subject.matches("[a-z0-9]+")
                ? Table.readIfPresent("deviations/" + subject + ".tsv", 5).stream()
                        .map(row -> new Deviation(
                                row.get(0), Set.of(row.get(1).split(",")), row.get(2), row.get(3), row.get(4)))
                        .toList()
                : List.of();
        return new DeviationProfile(subject, deviations);
    }

    /**
     * Finds what is predicted for a case.
     *
     * @param caseId the id of the case
     * @return the deviation; empty: the case should pass
     */
    public Optional<Deviation> predicts(String caseId) {
        return deviations.stream().filter(each -> each.cases().contains(caseId)).findFirst();
    }
}
