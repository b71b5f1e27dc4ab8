package io.mqttstack.brokers.launch;

/** A broker that runs inside this process. Both methods are called once, one after the other, by the main thread. */
public interface Broker {

    /**
     * Starts the broker and returns when its MQTT listener accepts connections on 127.0.0.1.
     *
     * @param settings where and how to run
     * @return the port that is really bound, from 1 to 65535
     * @throws Exception when the broker cannot start; whatever runs already may be left running, since the process ends
     */
    int start(Settings settings) throws Exception;

    /**
     * Stops the broker and writes out what it persists.
     *
     * @throws Exception when the broker could not be stopped in order
     */
    void stop() throws Exception;
}
