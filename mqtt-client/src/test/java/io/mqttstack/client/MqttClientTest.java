package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.statements.Shows;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The blocking face over sockets, against a scripted server. */
@Timeout(60)
class MqttClientTest {
    private final NioTransport transport = NioTransport.create();
    private final ScriptedServer server = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));
    private final List<MqttClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(MqttClient::close);
        transport.close();
    }

    private MqttClient.Builder builder() {
        return MqttClient.builder("127.0.0.1", "client")
                .port(server.endpoint().port())
                .reconnectAfter(Duration.ZERO);
    }

    private MqttClient connected() throws InterruptedException {
        return connected(builder());
    }

    private MqttClient connected(MqttClient.Builder builder) throws InterruptedException {
        MqttClient client = build(builder);
        client.connect();
        return client;
    }

    private MqttClient build(MqttClient.Builder builder) {
        MqttClient client = builder.build();
        clients.add(client);
        return client;
    }

    @Test
    void hasTheDocumentedDefaults() throws InterruptedException {
        MqttClient client = connected();
        Connect connect = server.received(Connect.class).get(0);
        assertEquals(ProtocolVersion.V3_1_1, connect.version());
        assertTrue(connect.cleanStart());
        assertEquals(60, connect.keepAlive());
        assertTrue(connect.userName().isEmpty());
        assertTrue(connect.password().isEmpty());
        assertTrue(connect.will().isEmpty());
        client.publish("a", "text");
        await(() -> server.count(PacketType.PUBLISH) == 1);
        Publish publish = server.received(Publish.class).get(0);
        assertEquals(QoS.AT_MOST_ONCE, publish.qos());
        assertFalse(publish.retain());
        client.on("f", message -> {});
        await(() -> server.count(PacketType.SUBSCRIBE) == 1);
        assertEquals(
                QoS.AT_LEAST_ONCE,
                server.received(io.mqttstack.codec.packet.Subscribe.class)
                        .get(0)
                        .subscriptions()
                        .get(0)
                        .qos());
    }

    @Test
    void sendsCredentialsAndWill() throws InterruptedException {
        connected(builder()
                .username("user")
                .password("secret")
                .will(Message.of("will", "gone"))
                .cleanSession(false)
                .keepAlive(Duration.ofSeconds(7)));
        Connect connect = server.received(Connect.class).get(0);
        assertEquals("user", connect.userName().orElseThrow());
        assertEquals("secret", connect.password().orElseThrow().utf8());
        assertEquals("will", connect.will().orElseThrow().topic().value());
        assertFalse(connect.cleanStart());
        assertEquals(7, connect.keepAlive());
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    @Shows({"3.1.1 kept MQTT-7.1.2-1", "5.0 kept MQTT-4.2.0-1"})
    void publishesAtEveryQoSUntilTheFlowIsComplete(ProtocolVersion version) throws InterruptedException {
        MqttClient client = connected(builder().version(version));
        for (QoS qos : QoS.values()) {
            client.publish("t/" + qos.value(), new byte[] {1, 2, 3}, qos, true);
        }
        assertEquals(1, server.count(PacketType.PUBREL));
        assertEquals(3, client.stats().sentMessages());
    }

    @Test
    void survivesAReconnectInTheMiddleOfAPublish() throws InterruptedException {
        MqttClient client = connected();
        AtomicInteger seen = new AtomicInteger();
        server.script = (peer, packet) -> {
            boolean cut = packet.type() == PacketType.PUBLISH && seen.getAndIncrement() < 3;
            if (cut) {
                peer.cut();
            }
            return cut;
        };
        client.publish("a", "x", QoS.AT_LEAST_ONCE, false);
        assertEquals(4, seen.get());
        assertEquals(3, client.stats().disconnections());
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhenThePublishTimeoutPasses() throws InterruptedException {
        MqttClient client = connected(builder().publishTimeout(Duration.ofMillis(50)));
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        MqttException failure =
                assertThrows(MqttException.class, () -> client.publish("a", "x", QoS.AT_LEAST_ONCE, false));
        assertTrue(text(failure).contains("outcome is unknown"), text(failure));
        MqttException second =
                assertThrows(MqttException.class, () -> client.publish("a", "y", QoS.AT_LEAST_ONCE, false));
        assertTrue(second.retryable());
        assertEquals(
                List.of(1, 2),
                server.received(Publish.class).stream()
                        .map(Publish::packetIdentifier)
                        .toList(),
                "the Packet Identifier stays taken");
    }

    @Test
    void throwsWithThePacketWhenTheServerRefuses() throws InterruptedException {
        MqttClient client = connected(builder().version(ProtocolVersion.V5_0));
        server.script = (peer, packet) -> {
            if (packet instanceof Publish publish) {
                PublishReasonCode code = PublishReasonCode.NOT_AUTHORIZED;
                peer.send(
                        publish.qos() == QoS.AT_LEAST_ONCE
                                ? new PubAck(publish.packetIdentifier(), code, ReasonProperties.NONE)
                                : new PubRec(publish.packetIdentifier(), code, ReasonProperties.NONE));
            }
            return packet.type() == PacketType.PUBLISH;
        };
        for (QoS qos : List.of(QoS.AT_LEAST_ONCE, QoS.EXACTLY_ONCE)) {
            MqttException failure = assertThrows(MqttException.class, () -> client.publish("a", "x", qos, false));
            assertTrue(text(failure).contains("NOT_AUTHORIZED"), text(failure));
            assertTrue(failure.packet().isPresent());
        }
    }

    @Test
    void callsHandlersOnTheLoopingThreadOnly() throws InterruptedException {
        MqttClient client = connected();
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        client.on(
                "a/#",
                message -> got.add(
                        message.topic() + " on " + Thread.currentThread().getName()));
        client.on("a/+", message -> {
            got.add(message.topic() + " again");
            throw new IllegalStateException("a handler that throws");
        });
        client.on("kept", QoS.AT_LEAST_ONCE);
        server.latest()
                .send(
                        ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("kept", 0, QoS.AT_MOST_ONCE),
                        ScriptedServer.publish("a/b", 3, QoS.AT_LEAST_ONCE));
        await(() -> client.stats().receivedMessages() == 3);
        assertEquals(List.of(), got);
        assertTrue(client.loop(Duration.ZERO));
        String here = Thread.currentThread().getName();
        assertEquals(List.of("a on " + here, "a/b on " + here, "a/b again"), got);
        await(() -> server.count(PacketType.PUBACK) == 2);
        assertEquals("kept", client.receive().orElseThrow().topic().value(), "left for receive");
    }

    @Test
    void endsLoopAtDisconnectFromAHandler() throws InterruptedException {
        MqttClient client = connected();
        client.on("stop", message -> client.disconnect());
        server.latest().send(ScriptedServer.publish("stop", 1, QoS.AT_LEAST_ONCE));
        client.loop();
        assertFalse(client.isConnected());
        client.disconnect();
        MqttException failure = assertThrows(MqttException.class, () -> client.publish("a", "x"));
        assertTrue(text(failure).contains("call connect() first"), text(failure));
        assertThrows(MqttException.class, client::loop);
        client.connect();
        assertTrue(client.isConnected());
        client.close();
        assertThrows(MqttException.class, client::connect);
        assertThrows(MqttException.class, () -> client.on("a", message -> {}));
    }

    @Test
    void refusesALoopInsideALoop() throws InterruptedException {
        MqttClient client = connected();
        List<Throwable> thrown = new ArrayList<>();
        client.on("a", message -> {
            thrown.add(assertThrows(IllegalStateException.class, client::loop));
            client.disconnect();
        });
        server.latest().send(ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE));
        client.loop();
        assertEquals(1, thrown.size());
    }

    @Test
    void loopsThroughAReconnect() throws InterruptedException {
        MqttClient client = connected();
        CountDownLatch two = new CountDownLatch(2);
        client.on("a", message -> {
            two.countDown();
            if (two.getCount() == 0) {
                client.disconnect();
            }
        });
        await(() -> client.pendingSubscriptions() == 0);
        FutureTask<Boolean> looping = new FutureTask<>(() -> {
            client.loop();
            return true;
        });
        start(looping);
        server.latest().send(ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE));
        await(() -> two.getCount() == 1);
        server.latest().cut();
        await(() -> server.count(PacketType.SUBSCRIBE) == 2);
        server.latest().send(ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE));
        assertDoesNotThrow(() -> looping.get(20, TimeUnit.SECONDS));
    }

    @Test
    void throwsOutOfLoopWhenAReconnectIsRefusedForGood() throws InterruptedException {
        MqttClient client = connected();
        server.onConnect = connect -> new io.mqttstack.codec.packet.ConnAck(
                false,
                io.mqttstack.codec.reason.ConnectReasonCode.NOT_AUTHORIZED,
                io.mqttstack.codec.packet.ConnAck.Properties.NONE);
        server.latest().cut();
        assertThrows(NotAuthorizedException.class, client::loop);
        assertThrows(NotAuthorizedException.class, () -> client.receive(Duration.ofSeconds(20)));
        assertThrows(NotAuthorizedException.class, () -> client.publish("a", "x"));
    }

    @Test
    void canBeInterruptedInEveryWait() throws Exception {
        MqttClient client = connected();
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        List<FutureTask<Boolean>> waits = new ArrayList<>();
        for (Waiting waiting : List.<Waiting>of(
                client::loop,
                () -> client.receive(Duration.ofHours(1)),
                () -> client.publish("a", "x", QoS.AT_LEAST_ONCE, false))) {
            FutureTask<Boolean> wait = new FutureTask<>(() -> {
                assertThrows(InterruptedException.class, waiting::run);
                return true;
            });
            waits.add(wait);
            Thread thread = start(wait);
            await(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
            thread.interrupt();
        }
        for (FutureTask<Boolean> wait : waits) {
            assertTrue(wait.get(20, TimeUnit.SECONDS));
        }
        assertTrue(client.isConnected());
    }

    @Test
    void endsEveryWaitWhenItIsClosed() throws Exception {
        MqttClient client = connected();
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        FutureTask<Boolean> looping = new FutureTask<>(() -> client.loop(Duration.ofHours(1)));
        FutureTask<Boolean> publishing = new FutureTask<>(() -> {
            MqttException failure =
                    assertThrows(MqttException.class, () -> client.publish("a", "x", QoS.AT_LEAST_ONCE, false));
            assertTrue(text(failure).contains("disconnected before"), text(failure));
            return true;
        });
        start(looping);
        start(publishing);
        await(() -> server.count(PacketType.PUBLISH) == 1);
        client.close();
        assertFalse(looping.get(20, TimeUnit.SECONDS));
        assertTrue(publishing.get(20, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @EnumSource(
            value = ProtocolVersion.class,
            names = {"V3_1_1", "V5_0"})
    void neverHangsWhenAHandlerPublishesAndWaitsUnderAFlood(ProtocolVersion version) throws Exception {
        MqttClient client = MqttClient.create(ClientOptions.builder(server.endpoint(), "client")
                .version(version)
                .limits(ClientLimits.DEFAULT.withInbox(4, 1 << 20))
                .build());
        clients.add(client);
        int messages = 8;
        AtomicInteger handled = new AtomicInteger();
        client.on("flood", message -> {
            assertDoesNotThrow(() -> client.publish("reply", "x", QoS.AT_LEAST_ONCE, false));
            if (handled.incrementAndGet() == messages) {
                client.disconnect();
            }
        });
        client.connect();
        await(() -> client.pendingSubscriptions() == 0);
        FutureTask<Long> flooding = new FutureTask<>(() -> {
            long reliable = 0;
            for (int i = 1; handled.get() < messages; i = i % 65_535 + 1) {
                boolean room = reliable - server.count(PacketType.PUBACK) < 4;
                server.latest()
                        .send(new Publish(
                                TopicName.of("flood"),
                                Bytes.wrap(new byte[4_096]),
                                room ? QoS.AT_LEAST_ONCE : QoS.AT_MOST_ONCE,
                                false,
                                false,
                                room ? i : 0,
                                Publish.Properties.NONE));
                reliable += room ? 1 : 0;
                await(() -> server.latest().connection().pendingBytes() < 65_536 || handled.get() >= messages);
            }
            return reliable;
        });
        start(flooding);
        client.loop();
        assertEquals(messages, handled.get());
        assertTrue(flooding.get(20, TimeUnit.SECONDS) > 4);
    }

    // ---- bad input

    @Test
    void saysThatTheHostIsUnknown() {
        MqttClient client = build(MqttClient.builder("no-such-host.invalid", "client"));
        ServerUnavailableException failure = assertThrows(ServerUnavailableException.class, client::connect);
        assertTrue(text(failure).contains("no-such-host.invalid"), text(failure));
    }

    @Test
    void saysThatThePortIsClosed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        MqttClient client = build(MqttClient.builder("127.0.0.1", "client").port(port));
        ServerUnavailableException failure = assertThrows(ServerUnavailableException.class, client::connect);
        assertTrue(text(failure).contains("127.0.0.1:" + port), text(failure));
        assertTrue(failure.getCause() != null && failure.retryable());
    }

    @Test
    void givesUpOnAPortThatNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MqttClient client = build(MqttClient.builder("127.0.0.1", "client")
                    .port(silent.getLocalPort())
                    .networkTimeout(Duration.ofMillis(100)));
            ServerUnavailableException failure = assertThrows(ServerUnavailableException.class, client::connect);
            assertTrue(text(failure).contains("100 ms"), text(failure));
        }
    }

    @Test
    void saysThatTheServerIsNotMqtt() throws Exception {
        try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<Boolean> serving = new FutureTask<>(() -> {
                try (Socket socket = http.accept();
                        OutputStream out = socket.getOutputStream()) {
                    out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    return socket.getInputStream().readAllBytes().length > 0;
                }
            });
            start(serving);
            MqttClient client = build(MqttClient.builder("127.0.0.1", "client").port(http.getLocalPort()));
            MqttException failure = assertThrows(MqttException.class, client::connect);
            assertTrue(text(failure).contains("does not answer as an MQTT server"), text(failure));
            assertTrue(serving.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void refusesInvalidTopicsAndFiltersAtOnce() throws InterruptedException {
        MqttClient client = connected();
        assertTrue(text(assertThrows(IllegalArgumentException.class, () -> client.publish("a/#", "x")))
                .contains("#"));
        assertThrows(IllegalArgumentException.class, () -> client.publish("", "x"));
        assertThrows(IllegalArgumentException.class, () -> client.on("a/#/b", message -> {}));
        assertThrows(IllegalArgumentException.class, () -> client.on("", message -> {}));
        assertTrue(client.isConnected());
    }

    @Test
    void refusesWhatTheVersionCannotExpress() throws InterruptedException {
        MqttClient client = connected();
        Message modern =
                Message.builder(TopicName.of("a")).contentType("text/plain").build();
        assertTrue(text(assertThrows(IllegalArgumentException.class, () -> client.publish(modern)))
                .contains("5.0"));
        MqttClient half = build(builder().password("alone"));
        assertTrue(text(assertThrows(MqttException.class, half::connect)).contains("User Name"));
    }

    @Test
    void refusesAPayloadThatIsTooLarge() throws InterruptedException {
        MqttClient client = connected();
        MqttException failure = assertThrows(MqttException.class, () -> client.publish("a", new byte[65 << 20]));
        assertTrue(text(failure).contains("outbound buffer"), text(failure));
    }

    @Test
    void saysWhyItCannotEvenTry() {
        MqttException failure =
                assertThrows(MqttException.class, build(builder().port(0))::connect);
        assertTrue(text(failure).contains("Cannot connect to"), text(failure));
    }

    @Test
    void toleratesCallsAfterCloseThatOnlyEndSomething() throws InterruptedException {
        MqttClient client = connected();
        Subscription subscription = client.on("a", message -> {});
        client.close();
        client.close();
        client.disconnect();
        client.disconnect();
        assertThrows(
                CompletionException.class,
                () -> subscription.unsubscribe().toCompletableFuture().join());
        assertTrue(client.async()
                .disconnect(DisconnectOptions.DEFAULT)
                .toCompletableFuture()
                .isDone());
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static Thread start(FutureTask<?> task) {
        Thread thread = new Thread(task, "test");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("The condition did not come true within 20 s");
            }
            Thread.onSpinWait();
        }
    }
}
