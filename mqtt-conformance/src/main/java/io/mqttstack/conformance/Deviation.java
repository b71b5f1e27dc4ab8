package io.mqttstack.conformance;

import java.util.Set;

/**
 * A failure that is known and expected: it has a name, so that it is never passed over in silence.
 *
 * @param name unique, begins with the name of the subject, for example {@code activemq-no-session-present}
 * @param cases the ids of the cases that fail
 * @param symptom how they fail; a case that fails in another way is a failure
 * @param since the version of the subject in which it was seen
 * @param why what the subject does, for people
 */
public record Deviation(String name, Set<String> cases, String symptom, String since, String why) {

    /** Copies the cases. */
    public Deviation {
        cases = Set.copyOf(cases);
    }
}
