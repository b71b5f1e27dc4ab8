package io.mqttstack.conformance.rule;

/** The body of a client case. Returns if the client does what is asked. */
@FunctionalInterface
public interface ClientCheck {

    /**
     * Puts a client to the test.
     *
     * @param trial the client and its server; closed by the caller
     * @throws io.mqttstack.conformance.Finding if the client does not do what is asked, or cannot be asked
     * @throws InterruptedException if the time for the case is over
     */
    void run(ClientTrial trial) throws InterruptedException;
}
