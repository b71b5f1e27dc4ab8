package io.mqttstack.brokers.hivemq;

import io.mqttstack.brokers.launch.BrokerMain;

/** Runs HiveMQ Community Edition as a process. */
public final class Main {

    private Main() {}

    /**
     * Runs the broker until standard input ends.
     *
     * @param args see {@link io.mqttstack.brokers.launch.Settings}
     */
    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "broker-logback.xml");
        BrokerMain.run(new HiveMqBroker(), args);
    }
}
