package io.mqttstack.conformance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.Message;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.Subscribe;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.Await;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerTests;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.transport.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client's process is killed in the middle of its work, again and again, and nothing is lost. */
@Timeout(120)
class KilledClientIT {
    private static final int LIVES = 4;

    /**
     * Messages for the client in each life: as many as mosquitto 2.0.11 sends at a time in 3.1.1, because what it has queued behind
     * them it keeps to itself after the client has come again.
     */
    private static final int AT_ONCE = 20;

    @TempDir
    Path directory;

    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @CsvSource({"mosquitto, V5_0", "mosquitto, V3_1_1"})
    void goesOnWhereItWasKilled(String name, ProtocolVersion version) throws Exception {
        try (BrokerUnderTest broker = Brokers.ofSystem().create(name, BrokerOptions.in(directory.resolve("broker")))) {
            BrokerTests.startOrSkip(broker);
            try (AsyncMqttClient other =
                    AsyncMqttClient.create(ClientOptions.builder(Endpoint.tcp(broker.host(), broker.port()), "other")
                            .version(version)
                            .build())) {
                other.connect().toCompletableFuture().join();
                other.subscribe(
                                Subscribe.to("t/out", QoS.EXACTLY_ONCE),
                                AckMode.AFTER_HANDLER,
                                delivery ->
                                        arrived.add(delivery.message().payload().utf8()))
                        .toCompletableFuture()
                        .join();
                lives(broker, other, version);
            }
        }
    }

    private void lives(BrokerUnderTest broker, AsyncMqttClient other, ProtocolVersion version) throws Exception {
        int sent = 0;
        for (int life = 0; life < LIVES; life++) {
            Process process = start(broker, version, "life" + life, 1_000_000);
            List<CompletionStage<PublishResult>> publishes = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                publishes.add(other.publish(
                        Message.of(TopicName.of("t/in"), Bytes.utf8("" + sent++), QoS.EXACTLY_ONCE, false)));
            }
            for (CompletionStage<PublishResult> each : publishes) {
                assertEquals(
                        Outcome.DELIVERED, each.toCompletableFuture().join().outcome());
            }
            String prefix = "life" + life + " ";
            int most = 20 + 37 * life;
            Await.until(() ->
                    arrived.stream().filter(each -> each.startsWith(prefix)).count() > most);
            process.destroyForcibly().waitFor();
        }
        Process last = start(broker, version, "last", 1);
        int all = sent;
        Await.until(() -> arrived.contains("last 0") && received().keySet().size() == all);
        last.outputWriter().write("\n");
        last.outputWriter().flush();
        assertEquals(0, last.waitFor());

        Map<String, Integer> times = new TreeMap<>();
        arrived.forEach(each -> times.merge(each, 1, Integer::sum));
        times.values().removeIf(count -> count == 1);
        assertEquals(Map.of(), times, "of QoS 2, and there more than once");
        for (int life = 0; life < LIVES; life++) {
            String prefix = "life" + life + " ";
            List<String> ofLife =
                    arrived.stream().filter(each -> each.startsWith(prefix)).toList();
            List<String> expected =
                    IntStream.range(0, ofLife.size()).mapToObj(i -> prefix + i).toList();
            assertEquals(expected, ofLife, "in order and without a gap");
        }
        received()
                .forEach((text, count) -> assertTrue(
                        count <= 1 + LIVES, text + " was handled " + count + " times, once more with a kill at most"));
    }

    private Process start(BrokerUnderTest broker, ProtocolVersion version, String life, int count) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MortalClient.class.getName(),
                        broker.host(),
                        Integer.toString(broker.port()),
                        version.name(),
                        directory.toString(),
                        "t",
                        life,
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("connected", out.readLine());
        return process;
    }

    private Map<String, Integer> received() {
        Map<String, Integer> times = new TreeMap<>();
        try {
            Path file = directory.resolve("received");
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(each -> times.merge(each, 1, Integer::sum));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return times;
    }
}
