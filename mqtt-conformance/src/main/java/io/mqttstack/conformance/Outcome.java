package io.mqttstack.conformance;

/** What came of a case. */
public enum Outcome {
    /** The subject does what the case asks for. */
    PASS,
    /** It does not, or a declared deviation shows no longer. */
    FAIL,
    /** It does not, exactly as a named deviation of its profile predicts. */
    KNOWN,
    /** It does what the specification demands, but not what it recommends. */
    NON_STRICT,
    /** The subject does not offer what the case is about, and may do without. */
    UNSUPPORTED,
    /** The case was not run; the reason says why. */
    UNTESTED,
    /** The suite could not decide: its own fault, or the subject could not be started. */
    ERROR
}
