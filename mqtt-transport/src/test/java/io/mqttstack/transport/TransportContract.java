package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.TransportException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Everything that a transport promises; the parts are in the classes above. This one: loops, timers, the end. */
public abstract class TransportContract extends ClosingContract {

    @Test
    void runsTasksOfManyThreadsInTheirOrder() throws InterruptedException {
        EventLoop loop = transport.loop();
        int threads = 8;
        int tasks = 20_000;
        int[] last = new int[threads];
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger outside = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Thread> producers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            producers.add(new Thread(() -> {
                for (int i = 1; i <= tasks; i++) {
                    int number = i;
                    Runnable task = () -> {
                        if (++last[thread] != number) {
                            wrong.incrementAndGet();
                        }
                        if (!loop.inLoop()) {
                            outside.incrementAndGet();
                        }
                        done.incrementAndGet();
                    };
                    if (number % threads != thread || !loop.runIfIdle(task)) {
                        loop.execute(task);
                    }
                }
            }));
        }
        producers.forEach(Thread::start);
        for (Thread producer : producers) {
            producer.join();
        }
        Await.until("all tasks ran", () -> done.get() == threads * tasks);
        assertEquals(0, wrong.get());
        assertEquals(0, outside.get());
        assertFalse(loop.inLoop());
    }

    @Test
    void neverRunsATaskInsideATask() {
        EventLoop loop = transport.loop();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        loop.execute(() -> {
            order.add("begin");
            loop.execute(() -> order.add("inner"));
            loop.schedule(Duration.ZERO, () -> order.add("timer"));
            order.add("end");
        });
        Await.until("all ran", () -> order.size() == 4);
        assertEquals(List.of("begin", "end"), order.subList(0, 2));
    }

    @Test
    void survivesATaskThatThrows() {
        EventLoop loop = transport.loop();
        loop.execute(() -> {
            throw new Rejected();
        });
        Await.quiet(loop);
    }

    @Test
    void runsTimersInTheOrderOfTheirDeadlines() {
        EventLoop loop = transport.loop();
        List<Deadline> order = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger early = new AtomicInteger();
        for (int delay : new int[] {40, 10, 30, 20, -5, 10}) {
            CompletableFuture<Deadline> known = new CompletableFuture<>();
            loop.execute(() -> {
                long before = loop.nanoTime();
                loop.schedule(Duration.ofMillis(delay), () -> {
                    Deadline deadline = known.join();
                    order.add(deadline);
                    if (loop.nanoTime() - deadline.earliest() < 0) {
                        early.incrementAndGet();
                    }
                });
                long nanos = Math.max(0, delay) * 1_000_000L;
                known.complete(new Deadline(before + nanos, loop.nanoTime() + nanos));
            });
        }
        Await.quiet(loop);
        elapse(Duration.ofMillis(50));
        Await.until("all timers ran", () -> order.size() == 6);
        assertEquals(0, early.get());
        for (int i = 1; i < order.size(); i++) {
            assertTrue(order.get(i - 1).earliest() - order.get(i).latest() <= 0, order::toString);
        }
    }

    /** When a timer is due, as far as can be told from outside. */
    private record Deadline(long earliest, long latest) {}

    @Test
    void cancelsTimers() {
        EventLoop loop = transport.loop();
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger cancelledRan = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            EventLoop.Cancellable timer = loop.schedule(Duration.ofHours(1), cancelledRan::incrementAndGet);
            timer.cancel();
            timer.cancel();
        }
        loop.execute(() -> {
            EventLoop.Cancellable timer = loop.schedule(Duration.ofMillis(20), cancelledRan::incrementAndGet);
            EventLoop.Cancellable[] next = new EventLoop.Cancellable[1];
            loop.schedule(Duration.ofMillis(20), () -> next[0].cancel());
            next[0] = loop.schedule(Duration.ofMillis(20).plusNanos(1), cancelledRan::incrementAndGet);
            timer.cancel();
            loop.schedule(Duration.ofMillis(40), ran::incrementAndGet);
        });
        Await.quiet(loop);
        elapse(Duration.ofMillis(100));
        Await.until("the last timer ran", () -> ran.get() == 1);
        assertEquals(0, cancelledRan.get());
    }

    @Test
    void acceptsVeryLongDelays() {
        EventLoop loop = transport.loop();
        EventLoop.Cancellable timer = loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {});
        Await.quiet(loop);
        timer.cancel();
        Await.quiet(loop);
    }

    @Test
    void closingTheTransportEndsEverything() {
        Pair pair = openPair();
        Recorder connecting = connect(silentEndpoint(), clientOptions().build(), recorder());
        Await.quiet(transport.loop());
        inLoop(pair.client(), connection -> put(connection, "unflushed until the end"));
        EventLoop loop = pair.client().connection().loop();
        transport.close();
        assertTrue(pair.client().isClosed());
        assertTrue(pair.server().isClosed());
        // the other end is closed by the same call, and may be gone before the rest is written
        Optional<Kind> cause = pair.client().awaitClosed().map(TransportException::kind);
        assertTrue(cause.isEmpty() || cause.get() == Kind.RESET, () -> "closed by " + cause);
        assertEquals(Kind.CANCELLED, connecting.awaitClosed().orElseThrow().kind());
        assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {}));
        pair.client().connection().close();
        pair.client().connection().abort();
        transport.close();
    }

    @Test
    void leavesNoThreadAndNoSocket() {
        useAndClose(); // classes are loaded, libraries opened
        Await.until("the threads of the first use have ended", () -> Resources.threads() == 0);
        long before = Resources.descriptors();
        for (int i = 0; i < 3; i++) {
            reopenTransport();
            useAndClose();
        }
        Await.until("all threads have ended", () -> Resources.threads() == 0);
        Await.until("all descriptors are closed", () -> Resources.descriptors() <= before);
    }

    /** Leaves connections behind in every state that there is. */
    private void useAndClose() {
        listeningEndpoint();
        connect(refusingEndpoint(), clientOptions().build(), recorder()).awaitClosed();
        connect(silentEndpoint(), clientOptions().build(), recorder());
        for (int i = 0; i < 6; i++) {
            Recorder client = connect(listeningEndpoint(), clientOptions().build(), recorder());
            if (i == 5) {
                break; // perhaps in the middle of its handshake
            }
            client.awaitOpened();
            Recorder server = nextAccepted().awaitOpened();
            switch (i) {
                case 0 -> client.connection().close();
                case 1 -> client.connection().abort();
                case 2 -> server.connection().close();
                case 3 -> inLoop(client, ByteConnection::shutdownOutput);
                default -> send(client, "open to the last");
            }
        }
        transport.close();
    }

    @Test
    void closesTheTransportFromInsideALoop() {
        Pair pair = openPair();
        EventLoop loop = pair.client().connection().loop();
        loop.execute(transport::close);
        pair.client().awaitClosed();
        pair.server().awaitClosed();
        Await.until("tasks are refused", () -> {
            try {
                loop.execute(() -> {});
                return false;
            } catch (RejectedExecutionException closed) {
                return true;
            }
        });
    }

    @Test
    void runsTasksThatWereQueuedBeforeClosing() {
        EventLoop loop = transport.loop();
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            loop.execute(ran::incrementAndGet);
        }
        transport.close();
        assertEquals(1000, ran.get());
    }

    @Test
    void runsWhatWaitsForTheCloseAfterTheHandlersWereTold() {
        Pair pair = openPair();
        EventLoop loop = pair.client().connection().loop();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        pair.client().onClosed(connection -> order.add("closed"));
        EventLoop.Cancellable cancelled = loop.atClose(() -> order.add("cancelled"));
        loop.atClose(() -> {
            order.add(loop.inLoop() ? "last" : "not in the loop");
            loop.execute(() -> order.add("queued by it"));
        });
        cancelled.cancel();
        transport.close();
        assertEquals(List.of("closed", "last", "queued by it"), order);
        assertThrows(RejectedExecutionException.class, () -> loop.atClose(() -> {}));
    }
}
