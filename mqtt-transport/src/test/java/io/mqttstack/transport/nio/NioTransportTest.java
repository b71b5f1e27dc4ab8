package io.mqttstack.transport.nio;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Relay;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract over TCP. */
class NioTransportTest extends TransportContract {

    private static final int MORE_THAN_A_BACKLOG = 8;

    private final List<SocketChannel> fillers = new ArrayList<>();
    private ServerSocket full;
    private int refusing;

    @BeforeEach
    void openSockets() throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        try (ServerSocket closedSoon = new ServerSocket(0, 1, local)) {
            refusing = closedSoon.getLocalPort();
        }
        full = new ServerSocket(0, 1, local);
        for (int i = 0; i < MORE_THAN_A_BACKLOG; i++) {
            SocketChannel filler = SocketChannel.open();
            filler.configureBlocking(false);
            filler.connect(new InetSocketAddress(local, full.getLocalPort()));
            fillers.add(filler);
        }
    }

    @AfterEach
    void closeSockets() throws IOException {
        for (SocketChannel filler : fillers) {
            filler.close();
        }
        full.close();
    }

    @Override
    protected Transport newTransport() {
        return NioTransport.create();
    }

    @Override
    protected Endpoint listenEndpoint() {
        return Endpoint.tcp("127.0.0.1", 0);
    }

    @Override
    protected Relay relay(Endpoint listening, int portion) {
        return new Relay(transport, Endpoint.tcp("127.0.0.1", 0), Endpoint.tcp("127.0.0.1", listening.port()), portion);
    }

    @Override
    protected Endpoint refusingEndpoint() {
        return Endpoint.tcp("127.0.0.1", refusing);
    }

    @Override
    protected Endpoint silentEndpoint() {
        return Endpoint.tcp("127.0.0.1", full.getLocalPort());
    }
}
