package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.NameResolver;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which address of a host is connected to, and from where. */
class AddressesTest {

    private final NioTransport transport = NioTransport.create();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private int port;

    @BeforeEach
    void listen() {
        Transport.Listening listening =
                transport.listen(Endpoint.tcp("127.0.0.1", 0), ConnectOptions.DEFAULT, connection -> new Recorder());
        port = listening.endpoint().port();
    }

    @AfterEach
    void close() throws Exception {
        transport.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static NameResolver resolver(String... literals) {
        return host -> {
            List<InetAddress> addresses = new ArrayList<>();
            for (String literal : literals) {
                addresses.add(address(literal));
            }
            return addresses;
        };
    }

    private Recorder connect(String host, ConnectOptions.Builder options) {
        Recorder recorder = new Recorder();
        transport.connect(Endpoint.tcp(host, port), options.build(), transport.loop(), recorder);
        return recorder;
    }

    /** Takes as many connections as fit, so that the next one gets no answer. */
    private void fill(String address) throws IOException {
        ServerSocket full = new ServerSocket(port, 1, address(address));
        opened.add(full);
        for (int i = 0; i < 8; i++) {
            SocketChannel filler = SocketChannel.open();
            opened.add(filler);
            filler.configureBlocking(false);
            filler.connect(new InetSocketAddress(address(address), port));
        }
    }

    @Test
    void asksTheResolverAtEachAttempt() {
        AtomicInteger asked = new AtomicInteger();
        NameResolver counting = host -> {
            assertEquals("broker.example", host);
            asked.incrementAndGet();
            return List.of(address("127.0.0.1"));
        };
        for (int i = 1; i <= 3; i++) {
            connect("broker.example", ConnectOptions.builder().resolver(counting))
                    .awaitOpened();
            assertEquals(i, asked.get());
        }
    }

    @Test
    void asksNobodyForAnAddress() {
        NameResolver unused = host -> {
            throw new AssertionError(host);
        };
        connect("127.0.0.1", ConnectOptions.builder().resolver(unused)).awaitOpened();
    }

    @Test
    void doesNotWaitForASilentAddress() throws IOException {
        fill("127.0.0.2");
        Recorder client = connect(
                "broker.example",
                ConnectOptions.builder()
                        .connectTimeout(Duration.ofHours(20))
                        .resolver(resolver("127.0.0.2", "127.0.0.1")));
        client.awaitOpened();
        assertEquals(
                new InetSocketAddress(address("127.0.0.1"), port),
                client.connection().remoteAddress().orElseThrow());
        client.check();
    }

    @Test
    void goesOnAtOnceWhenAnAddressRefuses() {
        connect("broker.example", ConnectOptions.builder().resolver(resolver("127.0.0.3", "127.0.0.4", "127.0.0.1")))
                .awaitOpened();
    }

    @Test
    void reportsTheFirstFailureWhenNoAddressIsLeft() throws IOException {
        fill("127.0.0.2");
        Recorder client = connect(
                "broker.example",
                ConnectOptions.builder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .resolver(resolver("127.0.0.3", "127.0.0.2")));
        assertEquals(Kind.REFUSED, client.awaitClosed().orElseThrow().kind());
    }

    @Test
    void saysThatTheNameHasNoAddress() {
        for (NameResolver useless : List.<NameResolver>of(resolver(), host -> {
            throw new UnknownHostException(host);
        })) {
            TransportException cause = connect(
                            "broker.example", ConnectOptions.builder().resolver(useless))
                    .awaitClosed()
                    .orElseThrow();
            assertEquals(Kind.UNKNOWN_HOST, cause.kind());
            assertTrue(cause.getMessage().contains("broker.example"), cause::getMessage);
        }
        Recorder client = connect("broker.example", ConnectOptions.builder().resolver(host -> {
            throw new IllegalStateException("the directory is down");
        }));
        TransportException cause = client.awaitClosed().orElseThrow();
        assertTrue(cause.getMessage().contains("the directory is down"), cause::getMessage);
    }

    @Test
    void takesTheFamiliesInTurn() throws IOException {
        assertEquals(
                List.of("::1", "10.0.0.1", "::2", "10.0.0.2", "::3"),
                Resolver.resolve("broker", 1, resolver("::1", "::2", "::3", "10.0.0.1", "10.0.0.2")).stream()
                        .map(each -> ((InetSocketAddress) each)
                                .getAddress()
                                .getHostAddress()
                                .replace("0:0:0:0:0:0:0:", "::"))
                        .toList());
    }

    @Test
    void connectsFromTheAddressAskedFor() {
        Recorder client = connect(
                "127.0.0.1", ConnectOptions.builder().localAddress(new InetSocketAddress(address("127.0.0.5"), 0)));
        client.awaitOpened();
        assertEquals(
                "127.0.0.5",
                ((InetSocketAddress) client.connection().localAddress().orElseThrow())
                        .getAddress()
                        .getHostAddress());
    }

    @Test
    void saysThatTheLocalAddressIsNotOurs() {
        Recorder client = connect(
                "127.0.0.1", ConnectOptions.builder().localAddress(new InetSocketAddress(address("192.0.2.1"), 0)));
        assertTrue(client.awaitClosed().isPresent());
    }

    @Test
    void setsTheSizesOfTheBuffers() throws IOException {
        NioConnection connection = new NioConnection(
                (NioLoop) transport.loop(),
                Endpoint.tcp("127.0.0.1", port),
                ConnectOptions.builder()
                        .sendBufferSize(100_000)
                        .receiveBufferSize(90_000)
                        .keepAlive(true)
                        .build());
        try (SocketChannel socket = SocketChannel.open()) {
            connection.configure(socket);
            assertTrue(socket.getOption(StandardSocketOptions.SO_SNDBUF) >= 100_000);
            assertTrue(socket.getOption(StandardSocketOptions.SO_RCVBUF) >= 90_000);
            assertTrue(socket.getOption(StandardSocketOptions.SO_KEEPALIVE));
        }
        assertThrows(
                IllegalArgumentException.class, () -> ConnectOptions.builder().sendBufferSize(0));
        assertThrows(
                IllegalArgumentException.class, () -> ConnectOptions.builder().receiveBufferSize(-1));
    }
}
