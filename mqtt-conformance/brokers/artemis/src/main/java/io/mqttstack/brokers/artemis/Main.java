package io.mqttstack.brokers.artemis;

import io.mqttstack.brokers.launch.BrokerMain;

/** Runs Apache Artemis as a process. */
public final class Main {

    private Main() {}

    /**
     * Runs the broker until standard input ends.
     *
     * @param args see {@link io.mqttstack.brokers.launch.Settings}
     */
    public static void main(String[] args) {
        BrokerMain.run(new ArtemisBroker(), args);
    }
}
