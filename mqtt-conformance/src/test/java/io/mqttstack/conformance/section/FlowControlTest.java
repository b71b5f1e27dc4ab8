package io.mqttstack.conformance.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.DeviationProfile;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.client.ClientInstance;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.client.OwnClient;
import io.mqttstack.conformance.rule.ClientCase;
import io.mqttstack.conformance.rule.ClientRunner;
import io.mqttstack.transport.nio.NioTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client may refuse a message for which there is no room, and say so at leisure: when the acknowledgement that makes room has
 * long come.
 */
class FlowControlTest {
    private static final Duration LEISURE = Duration.ofMillis(200);

    private final NioTransport transport = NioTransport.create();
    private final ClientUnderTest sound = new OwnClient(
            new ClientRuntime(transport, ClientRuntime.defaultExecutor(), new SplittableRandom(1)::nextDouble));

    @AfterEach
    void close() {
        transport.close();
    }

    /** Refuses the second message, a while after the first one was delivered. */
    private final class Late implements ClientUnderTest {
        final AtomicInteger refused = new AtomicInteger();

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
            AtomicInteger published = new AtomicInteger();
            AtomicInteger second = new AtomicInteger();
            ClientInstance client = sound.open(event -> {
                events.accept(event);
                int number = event instanceof Event.Published ? second.getAndSet(0) : 0;
                if (number > 0) {
                    transport.loop().schedule(LEISURE, () -> {
                        refused.incrementAndGet();
                        events.accept(new Event.Published(number, false, OptionalInt.empty(), "there is no room"));
                    });
                }
            });
            return new Refusing(client, published, second);
        }
    }

    private record Refusing(ClientInstance client, AtomicInteger published, AtomicInteger second)
            implements ClientInstance {
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
            if (command instanceof Command.Publish && published.incrementAndGet() == 2) {
                second.set(number);
            } else {
                client.perform(number, command);
            }
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

    @ParameterizedTest
    @ValueSource(strings = {"5.0/4.9.0/1", "5.0/4.9.0/3"})
    void aRefusalMayComeAfterTheRoomForItsMessage(String id) throws InterruptedException {
        List<ClientCase> cases = ClientCases.of(Set.of(ProtocolVersion.V5_0)).stream()
                .filter(each -> each.id().equals(id))
                .toList();
        Duration ample = Duration.ofSeconds(20);
        Late client = new Late();
        try (ClientRunner runner =
                new ClientRunner(InstantSource.system(), new ClientRunner.Limits(ample, ample, ample, 1))) {
            Verdict verdict = runner.run(client, new DeviationProfile("late", List.of()), cases, each -> {})
                    .verdicts()
                    .get(0);
            assertEquals(Outcome.PASS, verdict.outcome(), verdict::reason);
        }
        assertTrue(client.refused.get() > 0, "the message was refused");
    }
}
