package io.mqttstack.conformance.interop;

import io.mqttstack.codec.ProtocolVersion;
import java.io.IOException;

/**
 * Something that a client and a broker do together.
 *
 * @param id a short name: lower-case letters, digits and hyphens
 * @param title what they do, for people
 * @param since the oldest version that has it
 * @param check decides
 */
public record InteropCase(String id, String title, ProtocolVersion since, Check check) {

    /** The body of a case. Returns if client and broker do what is asked. */
    @FunctionalInterface
    public interface Check {

        /**
         * Puts them to the test.
         *
         * @param pairing the way to the client and the broker; closed by the caller
         * @throws io.mqttstack.conformance.Finding if they do not do what is asked
         * @throws InterruptedException if the time for the case is over
         * @throws IOException if the suite's own proxy fails
         */
        void run(Pairing pairing) throws InterruptedException, IOException;
    }
}
