package io.mqttstack.transport.memory;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract in memory, driven by a thread. */
class MemoryTransportTest extends TransportContract {

    private final List<Thread> drivers = new ArrayList<>();
    private volatile boolean done;

    @Override
    protected Transport newTransport() {
        MemoryTransport made = make();
        made.silence("silent");
        Thread driver = new Thread(() -> drive(made), "memory-driver");
        driver.setDaemon(true);
        driver.start();
        drivers.add(driver);
        return made;
    }

    protected MemoryTransport make() {
        return new MemoryTransport();
    }

    private void drive(MemoryTransport made) {
        try {
            while (!done) {
                made.runReady();
                made.awaitTask(Duration.ofMillis(50));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stopDrivers() throws InterruptedException {
        done = true;
        for (Thread driver : drivers) {
            driver.join();
        }
    }

    @Override
    protected Endpoint listenEndpoint() {
        return Endpoint.memory("broker");
    }

    @Override
    protected Endpoint refusingEndpoint() {
        return Endpoint.memory("nobody");
    }

    @Override
    protected Endpoint silentEndpoint() {
        return Endpoint.memory("silent");
    }

    @Override
    protected void elapse(Duration time) {
        ((MemoryTransport) transport).advance(time);
    }
}
