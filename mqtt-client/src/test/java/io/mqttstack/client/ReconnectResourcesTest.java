package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reconnects leave nothing behind. {@code -Dreconnects=10000} for as many; a few hundred by default. */
class ReconnectResourcesTest {
    private static final int TIMES = Integer.getInteger("reconnects", 300);
    private static final int WARM_UP = 20;

    private final Semaphore connected = new Semaphore(0);

    /** Threads that another test of this JVM leaves may end meanwhile; none may be added. */
    private record Held(Set<Thread> threads, long descriptors) {
        static Held now() {
            return new Held(
                    Set.copyOf(Thread.getAllStackTraces().keySet()),
                    ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                            .getOpenFileDescriptorCount());
        }

        boolean noMoreThan(Held before) {
            return before.threads.containsAll(threads) && descriptors <= before.descriptors;
        }
    }

    @Test
    void leavesAsManyThreadsAndDescriptorsAsBefore() throws InterruptedException {
        assumeTrue(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean);
        ExecutorService executor = Executors.newFixedThreadPool(1);
        try (NioTransport transport = NioTransport.create();
                ScriptedServer server = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0))) {
            AsyncMqttClient client = AsyncMqttClient.create(ClientOptions.builder(server.endpoint(), "client")
                    .runtime(new ClientRuntime(transport, executor, () -> 0.5))
                    .reconnect(failure -> Optional.of(Duration.ZERO))
                    .networkTimeout(Duration.ofMinutes(1))
                    .listener(new ClientListener() {
                        @Override
                        public void connected(ConnectResult result) {
                            connected.release();
                        }
                    })
                    .build());
            client.connect();
            for (int i = 0; i < WARM_UP; i++) {
                again(server);
            }
            await();
            Held before = Held.now();
            connected.release();
            for (int i = 0; i < TIMES; i++) {
                again(server);
            }
            await();
            Held after = Held.now();
            for (int i = 0; i < 600 && !after.noMoreThan(before); i++) {
                TimeUnit.MILLISECONDS.sleep(20);
                after = Held.now();
            }
            assertTrue(after.noMoreThan(before), "before: " + before + ", after: " + after);
            assertEquals(WARM_UP + TIMES + 1, server.peers.size());
            client.close();
        } finally {
            executor.shutdown();
        }
    }

    private void await() throws InterruptedException {
        if (!connected.tryAcquire(1, TimeUnit.MINUTES)) {
            throw new AssertionError("did not connect again");
        }
    }

    private void again(ScriptedServer server) throws InterruptedException {
        await();
        server.latest().cut();
    }
}
