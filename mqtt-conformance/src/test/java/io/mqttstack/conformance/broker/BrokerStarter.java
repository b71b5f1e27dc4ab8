package io.mqttstack.conformance.broker;

import java.io.IOException;
import java.nio.file.Path;

/** A JVM that starts a broker and then waits to be ended. */
final class BrokerStarter {

    private BrokerStarter() {}

    /** Starts the broker that the first argument names in the directory that the second one names. */
    public static void main(String[] args) throws InterruptedException, IOException {
        BrokerUnderTest broker = Brokers.ofSystem().create(args[0], BrokerOptions.in(Path.of(args[1])));
        broker.start();
        System.out.println("started");
        while (System.in.read() >= 0) {
            // What it is told does not matter: it lives until its input ends, or it is killed.
        }
    }
}
