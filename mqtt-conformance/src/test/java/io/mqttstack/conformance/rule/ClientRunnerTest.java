package io.mqttstack.conformance.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Deviation;
import io.mqttstack.conformance.DeviationProfile;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.client.ClientInstance;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.client.OwnClient;
import io.mqttstack.conformance.section.ClientCases;
import io.mqttstack.transport.nio.NioTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that was started and does not come to connect, as on a machine that is too busy, has broken no rule. */
class ClientRunnerTest {
    private static final ClientCase CASE =
            ClientCases.of(Set.of(ProtocolVersion.V3_1_1)).get(0);

    private final NioTransport transport = NioTransport.create();
    private final ClientUnderTest sound = new OwnClient(
            new ClientRuntime(transport, ClientRuntime.defaultExecutor(), new SplittableRandom(1)::nextDouble));

    @AfterEach
    void close() {
        transport.close();
    }

    /** A client of which the first ones never connect. */
    private final class Late implements ClientUnderTest {
        private final int late;
        private final AtomicInteger opened = new AtomicInteger();

        Late(int late) {
            this.late = late;
        }

        @Override
        public String name() {
            return "late";
        }

        @Override
        public Optional<String> unavailable() {
            return Optional.empty();
        }

        @Override
        public int atATime() {
            return 1;
        }

        @Override
        public ClientInstance open(Consumer<Event> events) {
            return opened.incrementAndGet() > late ? sound.open(events) : new Idle();
        }
    }

    /** A client that tells how each one of it ends. */
    private final class Ending implements ClientUnderTest {
        private final List<String> ends = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "ending";
        }

        @Override
        public Optional<String> unavailable() {
            return Optional.empty();
        }

        @Override
        public int atATime() {
            return 1;
        }

        @Override
        public ClientInstance open(Consumer<Event> events) {
            return new Ended(sound.open(events), ends);
        }

        @Override
        public void rest() {
            ends.add("rest");
        }
    }

    private record Ended(ClientInstance client, List<String> ends) implements ClientInstance {
        @Override
        public String version() {
            return client.version();
        }

        @Override
        public Set<Feature> features() {
            return client.features();
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
        public void retire() {
            ends.add("retired");
            client.retire();
        }

        @Override
        public void close() {
            ends.add("closed");
            client.close();
        }
    }

    private static final class Idle implements ClientInstance {
        @Override
        public String version() {
            return "";
        }

        @Override
        public Set<Feature> features() {
            return EnumSet.allOf(Feature.class);
        }

        @Override
        public void perform(int number, Command command) {}

        @Override
        public List<String> log() {
            return List.of("still loading");
        }

        @Override
        public void close() {}
    }

    private static Verdict verdict(ClientUnderTest client, Duration starting, Deviation... deviations)
            throws InterruptedException {
        Duration ample = Duration.ofSeconds(60);
        try (ClientRunner runner =
                new ClientRunner(InstantSource.system(), new ClientRunner.Limits(ample, starting, ample, 1))) {
            return runner.run(
                            client, new DeviationProfile(client.name(), List.of(deviations)), List.of(CASE), each -> {})
                    .verdicts()
                    .get(0);
        }
    }

    @Test
    void aClientThatStartsLateIsStartedOnceMore() throws InterruptedException {
        Late client = new Late(1);
        Verdict verdict = verdict(client, Duration.ofSeconds(5));
        assertEquals(Outcome.PASS, verdict.outcome(), verdict::reason);
        assertEquals(2, client.opened.get());
    }

    @Test
    void whatCarriesAClientThatPassesMayCarryTheNext() throws InterruptedException {
        Ending client = new Ending();
        assertEquals(Outcome.PASS, verdict(client, Duration.ofSeconds(60)).outcome());
        assertEquals(List.of("retired", "rest"), client.ends);
    }

    @Test
    void whatCarriesAClientThatFailsIsEnded() throws InterruptedException {
        Ending client = new Ending();
        Deviation gone = new Deviation("gone", Set.of(CASE.id()), Set.of("symptom"), true, "1", "why");
        assertEquals(Outcome.FAIL, verdict(client, Duration.ofSeconds(60), gone).outcome());
        assertEquals(List.of("closed", "rest"), client.ends);
    }

    @Test
    void aClientThatNeverStartsIsAnError() throws InterruptedException {
        Late client = new Late(2);
        Verdict verdict = verdict(client, Duration.ofMillis(100));
        assertEquals(Outcome.ERROR, verdict.outcome(), verdict::reason);
        assertTrue(verdict.reason().contains("did not connect within 100 ms"), verdict::reason);
        assertTrue(verdict.reason().contains("still loading"), verdict::reason);
        assertEquals(2, client.opened.get());
    }
}
