package io.mqttstack.conformance;

import java.util.Set;

/**
 * A failure that is known and expected: it has a name, so that it is never passed over in silence.
 *
 * @param name unique, begins with the name of the subject, for example {@code activemq-no-session-present}
 * @param cases the ids of the cases that fail; {@code 3.1.1/*} stands for all of a version
 * @param symptoms how they fail; a case that fails in another way is a failure
 * @param always whether it shows each time; a deviation that always shows and is not seen is a failure, one that depends
 *     on chance is not
 * @param since the version of the subject in which it was seen
 * @param why what the subject does, for people
 */
public record Deviation(
        String name, Set<String> cases, Set<String> symptoms, boolean always, String since, String why) {

    private static final String ALL = "/*";

    /** Copies the sets. */
    public Deviation {
        cases = Set.copyOf(cases);
        symptoms = Set.copyOf(symptoms);
    }

    /**
     * Tells whether the deviation may show in a case.
     *
     * @param caseId the id of the case
     * @return whether it is among the cases
     */
    public boolean concerns(String caseId) {
        return cases.contains(caseId) || cases.contains(caseId.replaceFirst("/.*", ALL));
    }
}
