package io.mqttstack.client.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientListener;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttClient;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.TlsMaterial;
import io.mqttstack.client.TopicPublisher;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.OverflowPolicy;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.scram.Scram;
import io.mqttstack.client.scram.ScramServer;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import io.mqttstack.transport.nio.NioTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/client.md, word by word, against a server that sends back what it is sent. */
@Timeout(60)
class ClientGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "client.md");
    private static final Path HERE = Path.of("src/test/java/io/mqttstack/client/api");
    private static final Pattern JAVA = Pattern.compile("<!-- \\w+ -->\n```java\n(.*?)```", Pattern.DOTALL);

    private final NioTransport transport = NioTransport.create();
    private final ScriptedServer server = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));
    private final int port = server.endpoint().port();
    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> stored = new LinkedBlockingQueue<>();
    private final List<AsyncMqttClient> clients = new ArrayList<>();
    private Runnable afterShow = () -> {};

    ClientGuideTest() {
        server.script = this::sendBack;
    }

    /** A broker of one client. */
    private boolean sendBack(ScriptedServer.Peer peer, Packet packet) {
        if (packet instanceof Publish publish && isSubscribed(publish.topic())) {
            peer.connection()
                    .send(new Publish(
                            publish.topic(),
                            publish.payload(),
                            publish.qos(),
                            false,
                            false,
                            publish.packetIdentifier(),
                            publish.properties()));
        }
        return false;
    }

    private boolean isSubscribed(TopicName topic) {
        return server.received(io.mqttstack.codec.packet.Subscribe.class).stream()
                .flatMap(each -> each.subscriptions().stream())
                .anyMatch(each -> each.filter().matches(topic));
    }

    @AfterEach
    void close() {
        clients.forEach(AsyncMqttClient::close);
        transport.close();
    }

    private void show(Object what) {
        shown.add(what.toString());
        afterShow.run();
    }

    private void store(Message message) {
        stored.add(message);
    }

    private String nextShown() throws InterruptedException {
        String next = shown.poll(30, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing was shown");
        return next;
    }

    private String nextStored() throws InterruptedException {
        Message next = stored.poll(30, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing was stored");
        return next.payload().utf8();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private AsyncMqttClient connected(ClientOptions options) {
        AsyncMqttClient client = AsyncMqttClient.create(options);
        clients.add(client);
        get(client.connect());
        return client;
    }

    private AsyncMqttClient connected() {
        return connected(ClientOptions.builder("localhost", "client").port(port).build());
    }

    private static Message text(String topic, String payload) {
        return Message.of(TopicName.of(topic), Bytes.utf8(payload), QoS.AT_LEAST_ONCE, false);
    }

    static List<String> blocks() throws IOException {
        return JAVA.matcher(Files.readString(GUIDE))
                .results()
                .map(result -> words(result.group(1)))
                .toList();
    }

    /** The code without its white space, which depends on where it stands. */
    private static String words(String code) {
        return code.replaceAll("\\s+", "");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyBlockIsCompiled(String block) throws IOException {
        String tested = Files.readString(HERE.resolve("ClientGuideTest.java"))
                + Files.readString(HERE.resolve("MicrometerMetrics.java"))
                + Files.readString(HERE.resolve("StoreGuideTest.java"));
        assertTrue(words(tested).contains(block), block);
    }

    @Test
    void thereAreNoOtherBlocks() throws IOException {
        assertEquals(16, blocks().size());
        assertEquals(
                blocks().size(),
                Files.readString(GUIDE)
                        .lines()
                        .filter(line -> line.equals("```java"))
                        .count());
    }

    @Test
    void start() throws InterruptedException {
        afterShow = () -> Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, this::loopUntilInterrupted);
        assertEquals("news/today: hello", nextShown());
    }

    private void loopUntilInterrupted() throws InterruptedException {
        try (MqttClient client =
                MqttClient.builder("localhost", "reader").port(port).build()) {
            client.on(
                    "news/#",
                    message -> show(message.topic() + ": " + message.payload().utf8()));
            client.connect();
            client.publish("news/today", "hello", QoS.AT_LEAST_ONCE, false);
            client.loop();
        }
    }

    @Test
    void receive() throws InterruptedException {
        server.script = (peer, packet) -> {
            if (packet.type() == PacketType.SUBSCRIBE) {
                peer.send(ScriptedServer.publish("news/today", 1, QoS.AT_LEAST_ONCE));
            }
            return false;
        };
        try (MqttClient client =
                MqttClient.builder("localhost", "reader").port(port).build()) {
            client.connect();
            client.on("news/#", QoS.AT_LEAST_ONCE);
            Optional<Message> message = client.receive(Duration.ofSeconds(10));
            assertEquals("news/today", message.orElseThrow().payload().utf8());
        }
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // as in the guide
    void result() throws InterruptedException {
        AsyncMqttClient client = AsyncMqttClient.create(
                ClientOptions.builder("localhost", "writer").port(port).build());
        client.connect()
                .thenCompose(connected -> client.publish(
                        Message.of(TopicName.of("plant/7"), Bytes.utf8("21.5"), QoS.AT_LEAST_ONCE, false)))
                .thenAccept(result -> show(result.outcome()));
        clients.add(client);
        assertEquals("DELIVERED", nextShown());
    }

    @Test
    void hot() throws InterruptedException {
        AsyncMqttClient client = connected();
        List<Bytes> measured = List.of(Bytes.utf8("21"), Bytes.utf8("22"));
        TopicPublisher temperatures = client.publisher(TopicName.of("plant/7"), QoS.AT_LEAST_ONCE);
        for (Bytes each : measured) {
            temperatures.publish(each, (message, result) -> show(result.outcome()));
        }
        assertEquals("DELIVERED", nextShown());
        assertEquals("DELIVERED", nextShown());
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // as in the guide
    void handler() throws InterruptedException {
        AsyncMqttClient client = connected();
        client.subscribe(Subscribe.to("orders", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {
            store(delivery.message());
            client.publish(Message.of(TopicName.of("stored"), delivery.message().payload(), QoS.AT_LEAST_ONCE, false))
                    .toCompletableFuture()
                    .join();
        });
        get(client.publish(text("orders", "one")));
        get(client.publish(text("orders", "two")));
        assertEquals("one", nextStored());
        assertEquals("two", nextStored());
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // as in the guide
    void manual() throws InterruptedException {
        BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
        Executor workers = work::add;
        AsyncMqttClient client = connected();
        client.subscribe(
                Subscribe.to("orders", QoS.EXACTLY_ONCE),
                AckMode.MANUAL,
                delivery -> workers.execute(() -> {
                    if (delivery.message().payload().isEmpty()) {
                        delivery.reject(PublishReasonCode.PAYLOAD_FORMAT_INVALID);
                    } else {
                        store(delivery.message());
                        delivery.acknowledge();
                    }
                }));
        server.script = (peer, packet) -> {
            if (packet instanceof PubRec answer) {
                show(answer.reasonCode());
            }
            return sendBack(peer, packet);
        };
        for (String payload : List.of("one", "")) {
            get(client.publish(Message.of(TopicName.of("orders"), Bytes.utf8(payload), QoS.EXACTLY_ONCE, false)));
        }
        Runnable first = work.poll(30, TimeUnit.SECONDS);
        Runnable second = work.poll(30, TimeUnit.SECONDS);
        assertTrue(first != null && second != null);
        second.run();
        first.run();
        assertEquals("SUCCESS", nextShown());
        assertEquals("PAYLOAD_FORMAT_INVALID", nextShown());
        assertEquals("one", nextStored());
    }

    @Test
    void overflow() throws InterruptedException {
        ClientOptions options = ClientOptions.builder("localhost", "sensor")
                .port(port)
                .limits(ClientLimits.DEFAULT.withOutbound(1_000, 1 << 20))
                .overflow(OverflowPolicy.DROP_OLDEST)
                .build();
        AsyncMqttClient client = connected(options);
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        server.onConnect = connect -> new ConnAck(false, ConnectReasonCode.SERVER_UNAVAILABLE);
        server.latest().cut();
        while (client.isConnected()) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 3_000; i++) {
            client.publish(text("a", "" + i), (message, result) -> {
                if (result.outcome() == Outcome.DROPPED) {
                    show(message.payload().utf8());
                }
            });
        }
        for (int i = 0; i < 1_000; i++) {
            assertNotEquals("2999", nextShown());
        }
    }

    @Test
    void session() throws InterruptedException {
        ClientOptions options = ClientOptions.builder("localhost", "worker-1")
                .port(port)
                .session(SessionOptions.kept(3_600))
                .reconnect(ReconnectPolicy.exponential(Duration.ofMillis(100), Duration.ofSeconds(30)))
                .listener(new ClientListener() {
                    @Override
                    public void disconnected(Optional<MqttException> cause, Optional<Duration> retryIn) {
                        show(retryIn.isPresent() ? "will be back" : "gone");
                    }
                })
                .build();
        AsyncMqttClient client = connected(options);
        server.latest().cut();
        assertEquals("will be back", nextShown());
        get(client.publish(text("a", "after")));
        assertEquals(
                List.of(false, false),
                server.received(Connect.class).stream().map(Connect::cleanStart).toList());
        get(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals("gone", nextShown());
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // as in the guide
    void requests() throws InterruptedException {
        AsyncMqttClient client = connected();
        client.subscribe(Subscribe.to("clock", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {
            Message request = delivery.message();
            client.publish(Message.builder(request.responseTopic().orElseThrow())
                    .correlationData(request.correlationData().orElseThrow())
                    .payload("12:00")
                    .build());
        });
        client.request(Message.of("clock", ""), Duration.ofSeconds(5))
                .thenAccept(response -> show(response.payload().utf8()));
        assertEquals("12:00", nextShown());
    }

    @Test
    void tls(@TempDir Path directory) throws Exception {
        TlsMaterial material = new TlsMaterial(directory);
        Path authority = material.certificate();
        ScriptedServer secure = new ScriptedServer(
                transport,
                Endpoint.tls("127.0.0.1", 0),
                ConnectOptions.builder().tls(TlsOptions.of(material.context())).build());
        assertTrue(get(connectOverTls(authority, secure.endpoint().port()).publish(text("a", "secret")))
                .delivered());
    }

    private AsyncMqttClient connectOverTls(Path authority, int port) {
        ClientOptions options = ClientOptions.builder(Endpoint.tls("localhost", port), "reader")
                .tls(TlsOptions.builder()
                        .provider(TlsProvider.JDK)
                        .trustPem(authority)
                        .build())
                .build();
        return connected(options);
    }

    @Test
    void flow() throws InterruptedException {
        AsyncMqttClient client = connected();
        Flow.Publisher<Delivery> readings =
                client.deliveries(Subscribe.to("plant/+", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER);
        readings.subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                subscription.request(1);
            }

            @Override
            public void onNext(Delivery delivery) {
                store(delivery.message());
                subscription.request(1);
            }

            @Override
            public void onError(Throwable failure) {
                show(failure);
            }

            @Override
            public void onComplete() {
                show("disconnected");
            }
        });
        get(client.publish(text("plant/7", "21")));
        get(client.publish(text("plant/7", "22")));
        assertEquals("21", nextStored());
        assertEquals("22", nextStored());
        get(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals("disconnected", nextShown());
    }

    @Test
    void scram() {
        ScramServer scram = new ScramServer(256, "pencil");
        server.script = (peer, packet) -> {
            try {
                if (packet instanceof Connect connect) {
                    Bytes first = connect.properties().authenticationData().orElseThrow();
                    peer.send(new Auth(
                            AuthReasonCode.CONTINUE_AUTHENTICATION,
                            Auth.Properties.builder()
                                    .authenticationMethod("SCRAM-SHA-256")
                                    .authenticationData(scram.first(first))
                                    .build()));
                    return true;
                }
                if (packet instanceof Auth auth) {
                    Bytes last = auth.properties().authenticationData().orElseThrow();
                    peer.send(new ConnAck(
                            false,
                            ConnectReasonCode.SUCCESS,
                            ConnAck.Properties.builder()
                                    .authenticationMethod("SCRAM-SHA-256")
                                    .authenticationData(scram.last(last))
                                    .build()));
                    return true;
                }
                return false;
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        };
        ClientOptions options = ClientOptions.builder("localhost", "reader")
                .port(port)
                .authenticator(Scram.sha256("user", () -> "pencil".toCharArray()))
                .build();
        assertTrue(connected(options).isConnected());
    }

    @Test
    void will() {
        ClientOptions options = ClientOptions.builder("localhost", "plant-7")
                .port(port)
                .session(SessionOptions.kept(60))
                .will(
                        Message.of(TopicName.of("plant/7/state"), Bytes.utf8("lost"), QoS.AT_LEAST_ONCE, true),
                        Duration.ofSeconds(10))
                .build();
        connected(options);
        Will will = server.received(Connect.class).get(0).will().orElseThrow();
        assertEquals("plant/7/state", will.topic().value());
        assertEquals(10, will.properties().willDelayInterval());
    }

    @Test
    void metrics() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AsyncMqttClient client = connected(ClientOptions.builder("localhost", "client")
                .port(port)
                .metrics(new MicrometerMetrics(registry))
                .build());
        assertEquals(1, registry.get("mqtt.connections").gauge().value());
        get(client.subscribe(Subscribe.to("a", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        get(client.publish(text("a", "1")));
        get(client.publish(text("a", "2")));
        get(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals(0, registry.get("mqtt.connections").gauge().value());
        assertEquals(
                2,
                registry.get("mqtt.publish").tag("outcome", "DELIVERED").timer().count());
        assertTrue(registry.get("mqtt.received").counter().count() <= 2);
    }
}
