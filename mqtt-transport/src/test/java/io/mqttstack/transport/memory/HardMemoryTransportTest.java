package io.mqttstack.transport.memory;

/** The contract in memory with seven bytes at a time through a pipe that holds few. */
class HardMemoryTransportTest extends MemoryTransportTest {

    @Override
    protected MemoryTransport make() {
        return new MemoryTransport(7, 100);
    }

    @Override
    protected long largeTransfer() {
        return 4 * 1024 * 1024;
    }
}
