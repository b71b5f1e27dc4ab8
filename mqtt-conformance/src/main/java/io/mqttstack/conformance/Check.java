package io.mqttstack.conformance;

/** The body of a case. Returns if the subject does what is asked. */
@FunctionalInterface
public interface Check {

    /**
     * Puts a subject to the test.
     *
     * @param trial the way to the subject; closed by the caller
     * @throws Finding if the subject does not do what is asked, or cannot be asked
     * @throws InterruptedException if the time for the case is over
     */
    void run(Trial trial) throws InterruptedException;
}
