package io.mqttstack.transport.nio;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportContract;
import io.mqttstack.transport.TransportException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract over TLS, with the version that both ends prefer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NioTlsTransportTest extends TransportContract {

    private TlsMaterial material;
    private ServerSocket silent;
    private int refusing;

    @BeforeAll
    void makeCertificate(@TempDir Path directory) {
        material = TlsMaterial.create(directory, "localhost", "dns:localhost");
    }

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
        return ConnectOptions.builder().tls(TlsOptions.of(material.client()));
    }

    @Override
    protected ConnectOptions.Builder serverOptions() {
        return ConnectOptions.builder().tls(TlsOptions.of(material.server()));
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
