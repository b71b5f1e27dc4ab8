package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Await;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a thread runs in a loop that sleeps. */
class NioIdleLoopTest {
    private static final int MORE_THAN_A_SOCKET_TAKES = 32 << 20;
    private static final int THREADS = 3;
    private static final int EACH = 6_000;
    private static final int ROUND = 10;

    private final NioTransport transport = NioTransport.create();
    private final NioTransport peer = NioTransport.create();
    private final Recorder atPeer = new Recorder();
    private EventLoop loop;
    private ByteConnection connection;

    @BeforeEach
    void connect() {
        Transport.Listening listening =
                peer.listen(Endpoint.tcp("127.0.0.1", 0), ConnectOptions.DEFAULT, accepted -> atPeer);
        loop = transport.loop();
        Recorder client = new Recorder();
        transport.connect(listening.endpoint(), ConnectOptions.DEFAULT, loop, client);
        connection = client.awaitOpened().connection();
    }

    @AfterEach
    void close() {
        transport.close();
        peer.close();
        assertFalse(loop.runIfIdle(() -> {}));
    }

    private void runHere(Runnable task) {
        Await.until("the loop sleeps", () -> loop.runIfIdle(task));
    }

    @Test
    void isRunByTheCallingThread() {
        List<Boolean> inLoop = new ArrayList<>();
        runHere(() -> {
            inLoop.add(loop.inLoop());
            inLoop.add(loop.runIfIdle(() -> inLoop.add(true)));
        });
        assertEquals(List.of(true, false), inLoop);
        assertFalse(loop.inLoop());
    }

    @Test
    void goesOnWhenTheTaskThrows() {
        List<Throwable> reported = new ArrayList<>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> reported.add(thrown));
        IllegalStateException failure = new IllegalStateException("on purpose");
        try {
            runHere(() -> {
                throw failure;
            });
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
        assertSame(failure, reported.get(0));
        Await.quiet(loop);
    }

    @Test
    void wakesTheLoopForTasksThatWereQueuedMeanwhile() {
        AtomicInteger ran = new AtomicInteger();
        runHere(() -> {
            loop.execute(ran::incrementAndGet);
            Thread other = new Thread(() -> loop.execute(ran::incrementAndGet));
            other.start();
            Await.until("the other thread has queued a task", () -> !other.isAlive());
            assertEquals(0, ran.get());
        });
        Await.until("the tasks ran", () -> ran.get() == 2);
    }

    @Test
    void wakesTheLoopForAnEarlierTimer() {
        AtomicInteger ran = new AtomicInteger();
        loop.schedule(Duration.ofHours(1), () -> {});
        runHere(() -> loop.schedule(Duration.ofMillis(1), ran::incrementAndGet));
        Await.until("the timer ran", () -> ran.get() == 1);
    }

    @Test
    void wakesTheLoopToWriteWhatTheSocketDidNotTake() {
        AtomicLong position = new AtomicLong();
        AtomicInteger wrong = new AtomicInteger();
        atPeer.onReceived((c, data, offset, length) -> {
            for (int i = offset; i < offset + length; i++) {
                if (data[i] != (byte) (position.getAndIncrement() >> 10)) {
                    wrong.incrementAndGet();
                }
            }
        });
        runHere(() -> {
            byte[] bytes = new byte[MORE_THAN_A_SOCKET_TAKES];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i >> 10);
            }
            connection.output(bytes.length).put(bytes);
            connection.flush();
            assertTrue(connection.pendingBytes() > 0);
        });
        atPeer.awaitTotal(MORE_THAN_A_SOCKET_TAKES);
        assertEquals(0, wrong.get());
    }

    @Test
    void writesForAThreadThatIsInterrupted() {
        runHere(() -> {
            Thread.currentThread().interrupt();
            connection.output(1).put((byte) 1);
            connection.flush();
        });
        assertTrue(Thread.interrupted());
        atPeer.awaitTotal(1);
        runHere(() -> {
            connection.output(1).put((byte) 2);
            connection.flush();
        });
        atPeer.awaitTotal(2);
    }

    @Test
    void keepsOrderWhoeverRunsTheTasks() {
        atPeer.onReceived((c, data, offset, length) -> {
            c.output(length).put(data, offset, length); // so that the loop wakes up by itself now and then
            c.flush();
        });
        AtomicIntegerArray last = new AtomicIntegerArray(THREADS);
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger here = new AtomicInteger();
        AtomicLong ran = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int index = t;
            threads.add(new Thread(() -> {
                for (int i = 1; i <= EACH; i++) {
                    int number = i;
                    Runnable task = () -> {
                        if (last.incrementAndGet(index) != number || !loop.inLoop()) {
                            wrong.incrementAndGet();
                        }
                        connection.output(1).put((byte) number);
                        connection.flush();
                        ran.incrementAndGet();
                    };
                    if (loop.runIfIdle(task)) {
                        here.incrementAndGet();
                    } else {
                        loop.execute(task);
                    }
                    if (number % ROUND == 0) {
                        Await.until("the own tasks ran", () -> last.get(index) == number);
                    }
                }
            }));
        }
        threads.forEach(thread -> thread.setDaemon(true));
        threads.forEach(Thread::start);
        Await.until("all ran", () -> ran.get() == THREADS * EACH);
        assertEquals(0, wrong.get());
        assertTrue(here.get() > 0);
        atPeer.awaitTotal(THREADS * EACH);
    }
}
