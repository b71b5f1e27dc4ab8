package io.mqttstack.transport.memory;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Relay;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The contract in memory, driven by a thread. */
class MemoryTransportTest extends TransportContract {

    private final MemoryDriver driver = new MemoryDriver();

    @Override
    protected Transport newTransport() {
        MemoryTransport made = make();
        made.silence("silent");
        return driver.drive(made);
    }

    protected MemoryTransport make() {
        return new MemoryTransport();
    }

    @AfterEach
    void stopDriver() {
        driver.close();
    }

    @Override
    protected Endpoint foreignEndpoint() {
        return Endpoint.tcp("127.0.0.1", 1883);
    }

    @Override
    protected Endpoint listenEndpoint() {
        return Endpoint.memory("broker");
    }

    @Override
    protected Relay relay(Endpoint listening, int portion) {
        return new Relay(transport, Endpoint.memory("relay"), listening, portion);
    }

    @Override
    protected Endpoint through(Relay relay, Endpoint listening) {
        return relay.endpoint();
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
