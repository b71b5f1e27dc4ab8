package io.mqttstack.transport.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TransportException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the memory transport has beyond the contract: it is driven, in one thread, on a clock of its own. */
class MemoryClockTest {

    private final MemoryTransport transport = new MemoryTransport();
    private final EventLoop loop = transport.loop();

    @Test
    void nothingHappensByItself() {
        AtomicInteger ran = new AtomicInteger();
        loop.execute(ran::incrementAndGet);
        loop.execute(() -> loop.execute(ran::incrementAndGet));
        assertEquals(0, ran.get());
        assertEquals(3, transport.runReady());
        assertEquals(0, transport.runReady());
        assertEquals(2, ran.get());
    }

    @Test
    void timeMovesFromTimerToTimer() {
        List<Long> times = new ArrayList<>();
        loop.schedule(Duration.ofSeconds(2), () -> times.add(loop.nanoTime()));
        loop.schedule(Duration.ofSeconds(1), () -> {
            times.add(loop.nanoTime());
            loop.schedule(Duration.ofMillis(500), () -> times.add(loop.nanoTime()));
        });
        loop.schedule(Duration.ofSeconds(4), () -> times.add(loop.nanoTime()));
        transport.advance(Duration.ofSeconds(3));
        assertEquals(List.of(1_000_000_000L, 1_500_000_000L, 2_000_000_000L), times);
        assertEquals(3_000_000_000L, loop.nanoTime());
    }

    @Test
    void cancelledTimersDoNotAccumulate() {
        for (int i = 0; i < 1000; i++) {
            loop.schedule(Duration.ofHours(1), () -> {}).cancel();
        }
        transport.runReady();
        assertEquals(0, ((MemoryLoop) loop).waitingTimers());
    }

    @Test
    void theLoopCannotBeRunFromInside() {
        AtomicInteger refused = new AtomicInteger();
        loop.execute(() -> {
            assertThrows(IllegalStateException.class, transport::runReady);
            assertThrows(IllegalStateException.class, () -> transport.advance(Duration.ZERO));
            refused.incrementAndGet();
        });
        transport.runReady();
        assertEquals(1, refused.get());
    }

    @Test
    void aCutFailsBothEnds() {
        List<Recorder> accepted = new ArrayList<>();
        transport.listen(Endpoint.memory("broker"), ConnectOptions.DEFAULT, connection -> {
            accepted.add(new Recorder());
            return accepted.get(0);
        });
        Recorder client = new Recorder();
        transport.connect(Endpoint.memory("broker"), ConnectOptions.DEFAULT, loop, client);
        transport.runReady();
        loop.execute(() -> {
            client.connection().output(1).put((byte) 1);
            client.connection().flush();
            transport.cut(client.connection());
        });
        transport.runReady();
        assertEquals(Kind.RESET, client.awaitClosed().orElseThrow().kind());
        assertEquals(Kind.RESET, accepted.get(0).awaitClosed().orElseThrow().kind());
        transport.cut(client.connection());
        assertEquals(1, transport.runReady());
    }

    @Test
    void waitsForATaskOfAnotherThread() throws InterruptedException {
        assertFalse(transport.awaitTask(Duration.ZERO));
        Thread other = new Thread(() -> loop.execute(() -> {}));
        other.start();
        assertTrue(transport.awaitTask(Duration.ofSeconds(20)));
        other.join();
        assertEquals(1, transport.runReady());
    }

    @Test
    void refusesBadLimits() {
        assertThrows(IllegalArgumentException.class, () -> new MemoryTransport(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new MemoryTransport(65_537, 1));
        assertThrows(IllegalArgumentException.class, () -> new MemoryTransport(1, 0));
        assertThrows(IllegalArgumentException.class, () -> transport.advance(Duration.ofNanos(-1)));
    }
}
