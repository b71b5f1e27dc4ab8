package io.mqttstack.transport.nio;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Relay;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportContract;
import io.mqttstack.transport.TransportException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract over TLS. */
abstract class NioTlsContract extends TransportContract {

    private ServerSocket silent;
    private int refusing;

    /** What clients do. */
    protected abstract TlsOptions clientTls();

    /** What servers do. */
    protected abstract TlsOptions serverTls();

    @BeforeEach
    void openSockets() throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        try (ServerSocket closedSoon = new ServerSocket(0, 1, local)) {
            refusing = closedSoon.getLocalPort();
        }
        silent = new ServerSocket(0, 50, local);
    }

    @AfterEach
    void closeSockets() throws IOException {
        silent.close();
    }

    @Override
    protected ConnectOptions.Builder clientOptions() {
        return ConnectOptions.builder().tls(clientTls());
    }

    @Override
    protected ConnectOptions.Builder serverOptions() {
        return ConnectOptions.builder().tls(serverTls());
    }

    @Override
    protected Transport newTransport() {
        return NioTransport.create();
    }

    @Override
    protected Endpoint listenEndpoint() {
        return Endpoint.tls("localhost", 0);
    }

    @Override
    protected Relay relay(Endpoint listening, int portion) {
        return new Relay(transport, Endpoint.tcp("localhost", 0), Endpoint.tcp("localhost", listening.port()), portion);
    }

    @Override
    protected boolean noticesTruncation() {
        return true;
    }

    @Override
    protected Endpoint refusingEndpoint() {
        return Endpoint.tls("localhost", refusing);
    }

    @Override
    protected Endpoint silentEndpoint() {
        return Endpoint.tls("localhost", silent.getLocalPort());
    }

    @Override
    protected Set<Kind> cutKinds() {
        return EnumSet.of(Kind.RESET, Kind.TRUNCATED);
    }
}
