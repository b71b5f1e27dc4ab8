package io.mqttstack.conformance;

/**
 * What a check found, other than that all is well. It carries a symptom, which a {@link Deviation} may predict, and a
 * reason for people. Neither holds a payload or a password.
 */
public final class Finding extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;
    private final String symptom;

    private Finding(Outcome outcome, String symptom, String reason) {
        super(reason);
        this.outcome = outcome;
        this.symptom = symptom;
    }

    /**
     * The subject does not do what the case asks for.
     *
     * @param symptom how it shows, in a word or two that stay the same from run to run
     * @param reason what was expected and what happened
     * @return to be thrown
     */
    public static Finding failure(String symptom, String reason) {
        return new Finding(Outcome.FAIL, symptom, reason);
    }

    /**
     * The subject does what is demanded, but not what is recommended.
     *
     * @param symptom how it shows
     * @param reason what was expected and what happened
     * @return to be thrown
     */
    public static Finding nonStrict(String symptom, String reason) {
        return new Finding(Outcome.NON_STRICT, symptom, reason);
    }

    /**
     * The subject does not offer what the case is about, and may do without.
     *
     * @param reason how we know
     * @return to be thrown
     */
    public static Finding unsupported(String reason) {
        return new Finding(Outcome.UNSUPPORTED, "", reason);
    }

    /**
     * The case cannot be tried with this subject.
     *
     * @param reason what is missing
     * @return to be thrown
     */
    public static Finding untested(String reason) {
        return new Finding(Outcome.UNTESTED, "", reason);
    }

    /** {@return FAIL, NON_STRICT, UNSUPPORTED or UNTESTED} */
    public Outcome outcome() {
        return outcome;
    }

    /** {@return how it shows; empty where nothing is wrong} */
    public String symptom() {
        return symptom;
    }

    /** {@return what was expected and what happened} */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
