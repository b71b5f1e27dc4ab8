package io.mqttstack.conformance.interop;

import io.mqttstack.conformance.Outcome;

/**
 * What came of one case for one client and one broker.
 *
 * @param client the name of the client
 * @param broker the name of the broker
 * @param testCase the address of the case, for instance {@code 5.0/qos-1}
 * @param outcome what came of it
 * @param symptom a short word for how it failed, empty where it did not
 * @param reason why, for people; empty for PASS
 */
public record InteropResult(
        String client, String broker, String testCase, Outcome outcome, String symptom, String reason) {

    /** {@return what is compared with what is expected, for instance {@code FAIL lost}} */
    public String verdict() {
        return symptom.isEmpty() ? outcome.name() : outcome.name() + " " + symptom;
    }
}
