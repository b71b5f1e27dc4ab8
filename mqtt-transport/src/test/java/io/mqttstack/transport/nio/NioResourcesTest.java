package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Await;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the selector transport takes from the operating system, and gives back. */
class NioResourcesTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoThreadAndNoDescriptor() {
        TlsMaterial material = TlsMaterial.localhost();
        use(material); // classes are loaded, libraries opened
        Await.until("the threads of the first use have ended", () -> threads() == 0);
        long before = descriptors();
        for (int i = 0; i < 3; i++) {
            use(material);
        }
        Await.until("all threads have ended", () -> threads() == 0);
        Await.until("all descriptors are closed", () -> descriptors() <= before);
    }

    private static void use(TlsMaterial material) {
        NioTransport transport = NioTransport.create();
        ConnectOptions server =
                ConnectOptions.builder().tls(TlsOptions.of(material.server())).build();
        ConnectOptions client =
                ConnectOptions.builder().tls(TlsOptions.of(material.client())).build();
        List<Recorder> recorders = new ArrayList<>();
        for (Endpoint where : List.of(Endpoint.tcp("localhost", 0), Endpoint.tls("localhost", 0))) {
            Endpoint endpoint = transport
                    .listen(where, server, connection -> new Recorder())
                    .endpoint();
            for (int i = 0; i < 10; i++) {
                Recorder recorder = new Recorder();
                transport.connect(endpoint, client, transport.loop(), recorder);
                recorders.add(recorder);
                recorder.awaitOpened();
                if (i % 3 == 0) {
                    recorder.connection().close();
                } else if (i % 3 == 1) {
                    recorder.connection().abort();
                }
            }
        }
        transport.close();
        recorders.forEach(Recorder::awaitClosed);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("mqtt-(nio|tls|resolver)-.*"))
                .count();
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void closesSocketsWhileTheTransportLives() {
        NioTransport transport = NioTransport.create();
        Recorder accepted = new Recorder();
        AtomicInteger count = new AtomicInteger();
        Endpoint endpoint = transport
                .listen(
                        Endpoint.tcp("127.0.0.1", 0),
                        ConnectOptions.DEFAULT,
                        connection -> count.getAndIncrement() == 0 ? accepted : new Recorder())
                .endpoint();
        Recorder first = new Recorder();
        transport.connect(endpoint, ConnectOptions.DEFAULT, transport.loop(), first);
        first.awaitOpened();
        accepted.awaitOpened();
        long before = descriptors();
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Recorder recorder = new Recorder();
            transport.connect(endpoint, ConnectOptions.DEFAULT, transport.loop(), recorder);
            recorders.add(recorder.awaitOpened());
        }
        recorders.forEach(recorder -> recorder.connection().close());
        recorders.forEach(Recorder::awaitClosed);
        Await.until("the sockets are closed on both sides", () -> descriptors() <= before);
        transport.close();
    }

    @Test
    void startsThreadsWhenTheyAreNeeded() {
        int before = Thread.activeCount();
        List<Thread> made = new ArrayList<>();
        NioTransport transport = NioTransport.create(2, task -> {
            Thread thread = new Thread(task, "loop under test");
            made.add(thread);
            return thread;
        });
        assertEquals(2, made.size());
        assertTrue(Thread.activeCount() <= before + 1);
        assertEquals(0, made.stream().filter(Thread::isAlive).count());
        transport.loop().execute(() -> {});
        assertEquals(1, made.stream().filter(Thread::isAlive).count());
        transport.close();
        assertEquals(0, made.stream().filter(Thread::isAlive).count());
    }

    @Test
    void connectsThroughAUnixSocket(@TempDir Path directory) {
        Path file = directory.resolve("broker.sock");
        NioTransport transport = NioTransport.create();
        List<Recorder> accepted = new ArrayList<>();
        Transport.Listening listening =
                transport.listen(Endpoint.unix(file.toString()), ConnectOptions.DEFAULT, connection -> {
                    Recorder recorder = new Recorder();
                    synchronized (accepted) {
                        accepted.add(recorder);
                    }
                    return recorder;
                });
        Recorder client = new Recorder();
        transport.connect(listening.endpoint(), ConnectOptions.DEFAULT, transport.loop(), client);
        client.awaitOpened();
        assertTrue(client.connection().remoteAddress().isPresent());
        client.connection().close();
        assertEquals(Optional.empty(), client.awaitClosed());
        listening.close();
        assertTrue(Files.notExists(file));
        Recorder late = new Recorder();
        transport.connect(listening.endpoint(), ConnectOptions.DEFAULT, transport.loop(), late);
        assertEquals(
                io.mqttstack.transport.TransportException.Kind.REFUSED,
                late.awaitClosed().orElseThrow().kind());
        transport.close();
    }

    @Test
    void reportsAnUnknownHost() {
        NioTransport transport = NioTransport.create();
        Recorder client = new Recorder();
        transport.connect(Endpoint.tcp("no-such-host.invalid", 1883), ConnectOptions.DEFAULT, transport.loop(), client);
        io.mqttstack.transport.TransportException failure = client.awaitClosed().orElseThrow();
        assertEquals(io.mqttstack.transport.TransportException.Kind.UNKNOWN_HOST, failure.kind());
        transport.close();
    }
}
