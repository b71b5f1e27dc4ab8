package io.mqttstack.transport;

import io.mqttstack.transport.memory.MemoryDriver;
import io.mqttstack.transport.memory.MemoryTransport;
import org.junit.jupiter.api.AfterEach;

/** Packets in memory, eleven bytes at a time. */
class PacketConnectionMemoryTest extends PacketConnectionContract {

    private final MemoryDriver driver = new MemoryDriver();

    @Override
    Transport newTransport() {
        return driver.drive(new MemoryTransport(11, 1_000));
    }

    @Override
    Endpoint listenEndpoint() {
        return Endpoint.memory("broker");
    }

    @AfterEach
    void stopDriver() {
        driver.close();
    }
}
