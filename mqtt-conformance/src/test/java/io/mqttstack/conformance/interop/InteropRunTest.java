package io.mqttstack.conformance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Await;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.client.ClientInstance;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.client.OwnClient;
import io.mqttstack.conformance.faulty.FaultyBroker;
import io.mqttstack.transport.nio.NioTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases run beside each other, but for one that is run again. */
class InteropRunTest {
    private final NioTransport transport = NioTransport.create();

    @TempDir
    Path directory;

    private final FaultyBroker broker = new FaultyBroker();
    private final InteropRun run = new InteropRun(new SplittableRandom(3), Duration.ofSeconds(20), 2);
    private final Watched client = new Watched(
            new OwnClient(
                    new ClientRuntime(transport, ClientRuntime.defaultExecutor(), new SplittableRandom(4)::nextDouble)),
            EnumSet.allOf(Feature.class));

    @AfterEach
    void close() {
        run.close();
        broker.close();
        transport.close();
    }

    /** Counts how often it is opened, and has some features only. */
    private static final class Watched implements ClientUnderTest {
        final AtomicInteger opened = new AtomicInteger();
        private final ClientUnderTest client;
        private final Set<Feature> features;
        private Runnable whenOpened = () -> {};

        Watched(ClientUnderTest client, Set<Feature> features) {
            this.client = client;
            this.features = features;
        }

        @Override
        public String name() {
            return "watched";
        }

        @Override
        public Optional<String> unavailable() {
            return Optional.empty();
        }

        @Override
        public int atATime() {
            return client.atATime();
        }

        @Override
        public ClientInstance open(Consumer<Event> events) {
            opened.incrementAndGet();
            whenOpened.run();
            return new Limited(client.open(events), features);
        }
    }

    private record Limited(ClientInstance client, Set<Feature> features) implements ClientInstance {
        @Override
        public String version() {
            return client.version();
        }

        @Override
        public void perform(int number, Command command) {
            client.perform(number, command);
        }

        @Override
        public List<String> log() {
            return client.log();
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static InteropCase named(String id, InteropCase.Check check) {
        return new InteropCase(id, id, ProtocolVersion.V5_0, check);
    }

    private List<InteropResult> run(ClientUnderTest subject, InteropCase... cases)
            throws IOException, InterruptedException {
        return run.run(
                List.of(subject),
                broker.subject(),
                EnumSet.of(ProtocolVersion.V5_0),
                List.of(cases),
                new Expectations(directory),
                each -> {});
    }

    @Test
    void casesRunBesideEachOtherAndAreToldInTheirOrder() throws IOException, InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        List<InteropResult> results =
                run(client, named("first", pairing -> second.await()), named("second", pairing -> second.countDown()));
        assertEquals(
                List.of("5.0/first", "5.0/second"),
                results.stream().map(InteropResult::testCase).toList());
    }

    @Test
    void aCaseThatIsRunAgainHasNoCompany() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean running = new AtomicBoolean();
        AtomicBoolean company = new AtomicBoolean();
        client.whenOpened = () -> company.compareAndSet(false, running.get());
        FutureTask<List<InteropResult>> other = new FutureTask<>(() -> run(client, named("other", pairing -> {
            running.set(true);
            begun.countDown();
            mayEnd.await();
            running.set(false);
        })));
        FutureTask<InteropResult> again = new FutureTask<>(() -> run.again(
                client,
                broker.subject(),
                new InteropResult("watched", "faulty", "5.0/qos-0", Outcome.FAIL, "lost", "it was")));
        start(other);
        begun.await();
        Thread waiting = start(again);
        Await.until(() -> waiting.getState() == Thread.State.WAITING || again.isDone());
        mayEnd.countDown();
        assertEquals(Outcome.PASS, again.get().outcome());
        assertEquals(1, other.get().size());
        assertFalse(company.get(), "the other case ran still");
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void aClientIsOpenedOnceToSayThatItDoesNotSpeakAVersion() throws IOException, InterruptedException {
        Watched old = new Watched(client, EnumSet.of(Feature.MQTT_3_1_1));
        InteropCase connecting = named("connecting", pairing -> {
            Party unused = pairing.connected("one");
        });
        try (InteropRun single = new InteropRun(new SplittableRandom(5), Duration.ofSeconds(20), 1)) {
            List<InteropResult> results = single.run(
                    List.of(old),
                    broker.subject(),
                    EnumSet.of(ProtocolVersion.V5_0),
                    List.of(connecting, connecting, connecting),
                    new Expectations(directory),
                    each -> {});
            for (InteropResult each : results) {
                assertEquals(Outcome.UNSUPPORTED, each.outcome());
                assertEquals("the client has no mqtt-5-0", each.reason());
            }
            assertEquals(3, results.size());
        }
        assertEquals(1, old.opened.get());
    }
}
