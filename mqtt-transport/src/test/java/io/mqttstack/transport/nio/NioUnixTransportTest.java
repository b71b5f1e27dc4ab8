package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.Relay;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportContract;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over Unix sockets. */
class NioUnixTransportTest extends TransportContract {

    /** Linux lets in one more than it is told. */
    private static final int FILLERS = 2;

    @TempDir
    Path directory;

    private final List<SocketChannel> fillers = new ArrayList<>();
    private ServerSocketChannel full;
    private int number;

    @BeforeEach
    void fillAQueue() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("full"));
        full = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address, 1);
        for (int i = 0; i < FILLERS; i++) {
            fillers.add(SocketChannel.open(address));
        }
    }

    @AfterEach
    void closeSockets() throws IOException {
        for (SocketChannel filler : fillers) {
            filler.close();
        }
        full.close();
    }

    private Endpoint file(String name) {
        return Endpoint.unix(directory.resolve(name).toString());
    }

    @Override
    protected Transport newTransport() {
        return NioTransport.create();
    }

    @Override
    protected Endpoint listenEndpoint() {
        return file("listening" + ++number);
    }

    @Override
    protected Relay relay(Endpoint listening, int portion) {
        return new Relay(transport, file("relay"), listening, portion);
    }

    @Override
    protected Endpoint through(Relay relay, Endpoint listening) {
        return relay.endpoint();
    }

    @Override
    protected Endpoint refusingEndpoint() {
        return file("nothing");
    }

    @Override
    protected Endpoint silentEndpoint() {
        return file("full");
    }

    @Test
    void waitsForAListenerWithAFullQueue() throws IOException {
        Recorder client = connect(silentEndpoint(), clientOptions().build(), recorder());
        for (int i = 0; i < FILLERS; i++) {
            full.accept().close();
        }
        client.awaitOpened();
        assertTrue(client.connection().remoteAddress().isPresent());
    }

    @Test
    void deletesItsFile() {
        Transport.Listening listening = listen();
        Path file = Path.of(listening.endpoint().path());
        assertTrue(Files.exists(file));
        listening.close();
        assertTrue(Files.notExists(file));
    }
}
