package io.mqttstack.transport;

import io.mqttstack.transport.nio.NioTransport;

/** Packets over TCP. */
class PacketConnectionNioTest extends PacketConnectionContract {

    @Override
    Transport newTransport() {
        return NioTransport.create();
    }

    @Override
    Endpoint listenEndpoint() {
        return Endpoint.tcp("127.0.0.1", 0);
    }
}
