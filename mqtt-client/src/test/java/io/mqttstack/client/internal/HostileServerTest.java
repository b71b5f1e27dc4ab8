package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.ServerReferences;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a server sends, or does not: everything that was asked of the client ends, with an error that says something; the
 * client takes no more than its bounds, and does not try again at full speed.
 */
@Timeout(60)
class HostileServerTest extends EngineFixture {
    private static final Endpoint THERE = Endpoint.memory("hostile");
    private static final int INBOX = 20;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long MOST_ATTEMPTS = LONG.dividedBy(WAIT) + 2;

    private static final byte[] NOTHING = {};

    /** Accepts without a session. */
    private static final String V3 = "20 02 00 00 ";

    private static final String V5 = "20 03 00 00 00 ";

    private final List<Delivery> taken = new ArrayList<>();
    private final List<CompletableFuture<?>> asked = new ArrayList<>();

    /** What to send for the n-th burst of a connection, counted from 0; of length 0: nothing. */
    private IntFunction<byte[]> script = turn -> NOTHING;

    private int connections;

    private final class Hostile implements ByteHandler {
        private int turn;

        @Override
        public void opened(ByteConnection connection) {
            connections++;
        }

        @Override
        public void received(ByteConnection from, byte[] data, int offset, int length) {
            byte[] answer = script.apply(turn++);
            if (answer.length > 0) {
                from.output(answer.length).put(answer);
                from.flush();
            }
        }

        @Override
        public void closed(ByteConnection connection, Optional<TransportException> cause) {}
    }

    private AsyncMqttClient client(ProtocolVersion version) {
        transport.listen(THERE, ConnectOptions.DEFAULT, connection -> new Hostile());
        return AsyncMqttClient.create(ClientOptions.builder(THERE, "client")
                .version(version)
                .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
                .limits(ClientLimits.DEFAULT.withInbox(INBOX, 100_000).withMaximumPacketSize(1 << 20))
                .serverReferences(ServerReferences.to("hostile"))
                .session(SessionOptions.builder().acceptUnknownSession().build())
                .reconnect(ReconnectPolicy.fixed(WAIT))
                .listener(new Events())
                .build());
    }

    private void ask(CompletionStage<?> stage) {
        asked.add(stage.toCompletableFuture());
    }

    /** Packet Identifiers 1, 2 and 3 are those of the subscription and of the publishes at QoS 1 and 2. */
    private void askForEverything(AsyncMqttClient client, ProtocolVersion version) {
        ask(client.connect());
        transport.runReady();
        CompletionStage<Subscription> subscribed =
                client.subscribe(Subscribe.to("t/#", QoS.EXACTLY_ONCE), AckMode.MANUAL, taken::add);
        ask(subscribed);
        ask(subscribed.thenCompose(Subscription::unsubscribe));
        for (QoS qos : QoS.values()) {
            ask(client.publish(message("t/" + qos, qos)));
        }
        if (version == ProtocolVersion.V5_0) {
            ask(client.request(message("t/request", QoS.AT_LEAST_ONCE), Duration.ofMinutes(1)));
        }
        transport.runReady();
    }

    private void assertEverythingEnds(AsyncMqttClient client, String how) {
        transport.advance(LONG);
        assertTrue(connections <= MOST_ATTEMPTS, () -> connections + " connections: " + how);
        assertTrue(taken.size() <= 2 * (INBOX + connections), () -> taken.size() + " messages: " + how);
        ask(client.disconnect(DisconnectOptions.DEFAULT));
        transport.advance(Duration.ofSeconds(10));
        assertFalse(client.isConnected(), how);
        client.close();
        transport.advance(Duration.ofSeconds(10));
        assertEquals(0, transport.runReady(), how);
        for (CompletableFuture<?> each : asked) {
            assertTrue(each.isDone(), how);
            try {
                assertFalse(String.valueOf(each.join()).isEmpty());
            } catch (CompletionException e) {
                MqttException failure = assertInstanceOf(MqttException.class, e.getCause(), how);
                assertTrue(message(failure).length() > 10, () -> how + " ends with " + failure);
            }
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            never answers                      | V5_0   | ''
            half a CONNACK                     | V5_0   | 20
            a CONNACK of a giant length        | V5_0   | 20 ff ff ff 7f 00 00
            a length that does not end         | V5_0   | 20 ff ff ff ff
            text                               | V3_1_1 | 48 54 54 50 2f 31 2e 31 20 34 30 30 0d 0a
            PUBLISH before CONNACK             | V3_1_1 | 30 03 00 01 74
            CONNACK twice                      | V3_1_1 | 20 02 00 00 / 20 02 00 00
            CONNACK of the other version       | V5_0   | 20 02 00 00
            a reserved Reason Code             | V3_1_1 | 20 02 00 77
            a session with an error            | V3_1_1 | 20 02 01 05
            AUTH that nobody asked for         | V5_0   | f0 02 18 00
            AUTH after CONNACK                 | V5_0   | 20 03 00 00 00 / f0 02 18 00
            PUBACK for nothing                 | V5_0   | 20 03 00 00 00 / 40 02 12 34
            PUBACK for the SUBSCRIBE           | V5_0   | 20 03 00 00 00 / 40 02 00 01
            PUBACK for QoS 2                   | V5_0   | 20 03 00 00 00 / 40 02 00 03
            PUBREC for QoS 1                   | V5_0   | 20 03 00 00 00 / 50 02 00 02
            PUBCOMP before PUBREC              | V5_0   | 20 03 00 00 00 / 70 02 00 03
            PUBREL for nothing                 | V3_1_1 | 20 02 00 00 / 62 02 00 09
            SUBACK for nothing                 | V5_0   | 20 03 00 00 00 / 90 04 12 34 00 01
            SUBACK with too many codes         | V5_0   | 20 03 00 00 00 / 90 06 00 01 00 01 01 01
            SUBACK with no code                | V5_0   | 20 03 00 00 00 / 90 03 00 01 00
            SUBACK for a PUBLISH               | V5_0   | 20 03 00 00 00 / 90 04 00 02 00 01
            UNSUBACK for the SUBSCRIBE         | V5_0   | 20 03 00 00 00 / b0 04 00 01 00 00
            SUBSCRIBE from a server            | V5_0   | 20 03 00 00 00 / 82 07 00 01 00 00 01 61 00
            PINGRESP for nothing               | V3_1_1 | 20 02 00 00 / d0 00
            PUBLISH with identifier 0          | V3_1_1 | 20 02 00 00 / 32 05 00 01 74 00 00
            PUBLISH with a wildcard            | V3_1_1 | 20 02 00 00 / 30 03 00 01 23
            PUBLISH of QoS 3                   | V3_1_1 | 20 02 00 00 / 36 05 00 01 74 00 01
            PUBLISH without a topic            | V5_0   | 20 03 00 00 00 / 30 03 00 00 00
            an alias that it never gave        | V5_0   | 20 03 00 00 00 / 30 06 00 00 03 23 00 05
            an alias of 0                      | V5_0   | 20 03 00 00 00 / 30 07 00 01 74 03 23 00 00
            an alias above our maximum         | V5_0   | 20 03 00 00 00 / 30 07 00 01 74 03 23 ff ff
            half a PUBLISH                     | V3_1_1 | 20 02 00 00 / 30 ff 3f 00 01 74 01 02 03
            a PUBLISH above our maximum        | V3_1_1 | 20 02 00 00 / 30 ff ff ff 7f 00 01 74
            DISCONNECT with a reason           | V5_0   | 20 03 00 00 00 / e0 02 8b 00
            DISCONNECT to itself               | V5_0   | 20 03 00 00 00 e0 0c 9c 0a 1c 00 07 68 6f 73 74 69 6c 65
            CONNACK to itself                  | V5_0   | 20 0d 00 9c 0a 1c 00 07 68 6f 73 74 69 6c 65
            a Receive Maximum of 0             | V5_0   | 20 06 00 00 03 21 00 00
            a Maximum Packet Size of 1         | V5_0   | 20 08 00 00 05 27 00 00 00 01
            no QoS, no retain, no wildcards    | V5_0   | 20 09 00 00 06 24 00 25 00 28 00
            a Keep Alive of a second           | V5_0   | 20 06 00 00 03 13 00 01
            """)
    void endsEverythingThoughTheServerAnswersWith(String what, ProtocolVersion version, String hex) {
        List<byte[]> answers =
                Arrays.stream(hex.split("/", -1)).map(HostileServerTest::bytes).toList();
        script = turn -> turn < answers.size() ? answers.get(turn) : NOTHING;
        AsyncMqttClient client = client(version);
        askForEverything(client, version);
        assertEverythingEnds(client, what);
    }

    @ParameterizedTest
    @CsvSource({"V3_1_1, 30", "V3_1_1, 32", "V3_1_1, 34", "V5_0, 30", "V5_0, 32", "V5_0, 35"})
    void takesNoMoreThanItsBoundsOfAFlood(ProtocolVersion version, String first) {
        boolean v5 = version == ProtocolVersion.V5_0;
        boolean identified = !first.equals("30");
        StringBuilder flood = new StringBuilder(v5 ? V5 : V3);
        for (int i = 1; i <= 20 * INBOX; i++) {
            int length = 5 + (identified ? 2 : 0) + (v5 ? 1 : 0) + 3;
            flood.append(first).append(String.format("%02x", length)).append("0003742f61");
            flood.append(identified ? String.format("%04x", i) : "").append(v5 ? "00" : "");
            flood.append("706179");
        }
        byte[] answer = bytes(flood.toString());
        script = turn -> turn == 0 ? answer : NOTHING;
        AsyncMqttClient client = client(version);
        askForEverything(client, version);
        assertTrue(taken.size() <= 2 * INBOX, () -> taken.size() + " messages");
        assertEverythingEnds(client, "flood of " + first);
    }

    /** Packets with any identifiers, in any order, damaged and cut anywhere. */
    @RepeatedTest(300)
    void endsEverythingWhateverTheServerSends(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        ProtocolVersion version = List.of(ProtocolVersion.values()).get(random.nextInt(3));
        script = turn -> nonsense(random, version == ProtocolVersion.V5_0, turn);
        AsyncMqttClient client = client(version);
        askForEverything(client, version);
        assertEverythingEnds(client, "seed " + seed);
    }

    private static byte[] nonsense(SplittableRandom random, boolean v5, int turn) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (turn == 0 && random.nextInt(10) > 0) {
            packet(out, 0x20, random.nextInt(4) == 0 ? 1 : 0, 0, v5 ? 0 : -1);
        }
        for (int packets = random.nextInt(6); packets > 0; packets--) {
            int high = random.nextInt(2);
            int low = random.nextInt(8);
            switch (random.nextInt(8)) {
                case 0 -> packet(out, new int[] {0x40, 0x50, 0x62, 0x70}[random.nextInt(4)], high, low);
                case 1 -> packet(out, 0x90, high, low, v5 ? 0 : -1, random.nextInt(3), random.nextInt(3));
                case 2 -> packet(out, 0xB0, high, low, v5 ? 0 : -1, v5 ? 0 : -1);
                case 3 -> packet(out, 0x30, 0, 3, 't', '/', 'a', v5 ? 0 : -1, random.nextInt(256));
                case 4 -> packet(out, 0x30 | random.nextInt(16), 0, 3, 't', '/', 'b', high, low, v5 ? 0 : -1);
                case 5 -> packet(out, 0x32, 0, 3, 't', '/', 'c', high, low, v5 ? 3 : -1, 0x23, 0, random.nextInt(20));
                case 6 -> packet(out, new int[] {0xD0, 0xE0, 0xF0, 0x20, 0x10}[random.nextInt(5)]);
                default -> out.writeBytes(random(random));
            }
        }
        byte[] all = out.toByteArray();
        if (all.length > 0 && random.nextInt(4) == 0) {
            all[random.nextInt(all.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(all, random.nextInt(all.length + 1)) : all;
    }

    private static byte[] random(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(1, 20)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Writes a packet; a field below 0 is left out. */
    private static void packet(ByteArrayOutputStream out, int first, int... fields) {
        int[] there = Arrays.stream(fields).filter(field -> field >= 0).toArray();
        out.write(first);
        out.write(there.length);
        Arrays.stream(there).forEach(out::write);
    }
}
