package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Await;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the selector transport takes from the operating system, and gives back. */
class NioResourcesTest {

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
        long before = Resources.descriptors();
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Recorder recorder = new Recorder();
            transport.connect(endpoint, ConnectOptions.DEFAULT, transport.loop(), recorder);
            recorders.add(recorder.awaitOpened());
        }
        recorders.forEach(recorder -> recorder.connection().close());
        recorders.forEach(Recorder::awaitClosed);
        Await.until("the sockets are closed on both sides", () -> Resources.descriptors() <= before);
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
    void reportsAnUnknownHost() {
        NioTransport transport = NioTransport.create();
        Recorder client = new Recorder();
        transport.connect(Endpoint.tcp("no-such-host.invalid", 1883), ConnectOptions.DEFAULT, transport.loop(), client);
        io.mqttstack.transport.TransportException failure = client.awaitClosed().orElseThrow();
        assertEquals(io.mqttstack.transport.TransportException.Kind.UNKNOWN_HOST, failure.kind());
        transport.close();
    }
}
