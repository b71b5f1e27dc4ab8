package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Reconnects leave nothing behind: as many threads and descriptors as before, and the same number of instances of each class of
 * ours. {@code -Dreconnects=10000} for as many; a few hundred by default.
 */
class ReconnectResourcesTest {
    private static final int TIMES = Integer.getInteger("reconnects", 300);
    private static final int WARM_UP = 20;

    /** What leaks does so in each round; what the JVM or a test before this one makes is made once. */
    private static final int ROUNDS = 3;

    /** A line of a class histogram: rank, instances, bytes, class. */
    private static final Pattern LINE = Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(\\S+)", Pattern.MULTILINE);

    private static final String OTHERS = "other classes";

    /** Asked for a number, this test has a JVM of its own, where no other test's objects come and go. */
    private static final boolean ALONE = System.getProperty("reconnects") != null;

    private final Semaphore connected = new Semaphore(0);
    private int cuts;

    /** Threads and objects that another test of this JVM leaves may go meanwhile; none may be added. */
    private record Held(Set<Thread> threads, long descriptors, Map<String, Long> instances) {
        static Held now() {
            return new Held(
                    Set.copyOf(Thread.getAllStackTraces().keySet()),
                    ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                            .getOpenFileDescriptorCount(),
                    histogram());
        }

        /** What there is more of than before. Of other classes than ours the JVM makes some too, but not with each reconnect. */
        List<String> grown(Held before) {
            List<String> grown = new ArrayList<>();
            threads.stream().filter(each -> !before.threads.contains(each)).forEach(each -> grown.add(each.getName()));
            if (descriptors > before.descriptors) {
                grown.add("descriptors " + before.descriptors + " -> " + descriptors);
            }
            instances.forEach((name, count) -> {
                long more = count - before.instances.getOrDefault(name, 0L);
                if (more > (name.equals(OTHERS) ? (ALONE ? TIMES * 9 / 10 : Integer.MAX_VALUE) : 0)) {
                    grown.add(name + " +" + more);
                }
            });
            return grown;
        }

        /** Counts the instances that are still referred to: the JVM collects garbage first. */
        private static Map<String, Long> histogram() {
            return LINE.matcher(LiveObjects.histogram())
                    .results()
                    .filter(line -> !line.group(2).startsWith(ReconnectResourcesTest.class.getName()))
                    .collect(Collectors.toMap(
                            line -> line.group(2).startsWith("io.mqttstack.") ? line.group(2) : OTHERS,
                            line -> Long.parseLong(line.group(1)),
                            Long::sum));
        }
    }

    @Test
    void leavesAsManyThreadsDescriptorsAndObjectsAsBefore() throws InterruptedException {
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
            settle(transport, executor);
            List<String> unused = Held.now().grown(Held.now()); // measuring loads classes at first
            connected.release();
            List<String> grown = List.of("nothing was measured");
            for (int round = 1; round <= ROUNDS && !grown.isEmpty(); round++) {
                Held before = Held.now();
                for (int i = 0; i < TIMES; i++) {
                    again(server);
                }
                await();
                settle(transport, executor);
                grown = Held.now().grown(before);
                connected.release();
                assertEquals(WARM_UP + round * TIMES, cuts);
            }
            assertEquals(List.of(), grown, "in each of " + ROUNDS + " rounds");
            client.close();
        } finally {
            executor.shutdown();
        }
    }

    /** Waits until all that was begun is done: each loop and the executor has had its turn, what they begin then too. */
    private void settle(NioTransport transport, ExecutorService executor) throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            Semaphore turn = new Semaphore(0);
            transport.loop().execute(turn::release);
            executor.execute(turn::release);
            if (!turn.tryAcquire(2, 1, TimeUnit.MINUTES)) {
                throw new AssertionError("a loop or the executor is stuck");
            }
        }
    }

    private void await() throws InterruptedException {
        if (!connected.tryAcquire(1, TimeUnit.MINUTES)) {
            throw new AssertionError("did not connect again");
        }
    }

    private void again(ScriptedServer server) throws InterruptedException {
        await();
        ScriptedServer.Peer cut = server.latest();
        cut.cut();
        cuts++;
        server.peers.remove(cut);
        server.received.clear();
    }
}
