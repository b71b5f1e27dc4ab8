package io.mqttstack.conformance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientListener;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.spi.ReconnectPolicy;
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
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client promises, on real brokers; each is started once for all tests. */
@Timeout(60)
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"mosquitto", "hivemq", "artemis"})
class ClientOnBrokersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static @Nullable BrokerUnderTest broker;

    @Parameter
    String name = "";

    private final List<AutoCloseable> open = new ArrayList<>();
    private String prefix = "";

    @BeforeParameterizedClassInvocation
    static void start(String name) throws Exception {
        BrokerUnderTest starting = Brokers.ofSystem().create(name, BrokerOptions.in(directory.resolve(name)));
        broker = starting;
        BrokerTests.startOrSkip(starting);
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        broker().close();
    }

    private static BrokerUnderTest broker() {
        BrokerUnderTest started = broker;
        assertTrue(started != null, "no broker");
        return started;
    }

    /** Topics and Client Identifiers of a test are its own, since all share a broker. */
    @BeforeEach
    void name(TestInfo test) {
        prefix = test.getTestMethod().orElseThrow().getName()
                + test.getDisplayName().replaceAll("\\W+", "");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private ClientOptions.Builder options(String role, ProtocolVersion version) {
        return options(role, version, broker().port());
    }

    private ClientOptions.Builder options(String role, ProtocolVersion version, int port) {
        return ClientOptions.builder(Endpoint.tcp(broker().host(), port), prefix + role)
                .version(version)
                .reconnect(ReconnectPolicy.fixed(Duration.ofMillis(10)));
    }

    private CuttingProxy proxy() throws IOException {
        CuttingProxy proxy = new CuttingProxy(new InetSocketAddress(broker().host(), broker().port()));
        open.add(proxy);
        return proxy;
    }

    private AsyncMqttClient client(ClientOptions.Builder options) {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        open.add(0, client);
        return client;
    }

    private AsyncMqttClient connected(ClientOptions.Builder options) throws Exception {
        AsyncMqttClient client = client(options);
        get(client.connect());
        return client;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Outcome outcome(CompletionStage<PublishResult> publish) throws Exception {
        return get(publish).outcome();
    }

    private static Delivery next(BlockingQueue<Delivery> deliveries) throws InterruptedException {
        Delivery head = deliveries.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTrue(head != null, "no message within " + PATIENCE);
        return head;
    }

    private static List<String> next(BlockingQueue<Delivery> deliveries, int count) throws InterruptedException {
        List<String> payloads = new ArrayList<>();
        while (payloads.size() < count) {
            Delivery head = deliveries.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(head != null, () -> "no more within " + PATIENCE + " after " + payloads);
            payloads.add(head.message().payload().utf8());
        }
        return payloads;
    }

    private BlockingQueue<Delivery> subscribed(AsyncMqttClient client, String filter, AckMode mode) throws Exception {
        BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        get(client.subscribe(Subscribe.to(filter, QoS.EXACTLY_ONCE), mode, deliveries::add));
        return deliveries;
    }

    private BlockingQueue<Delivery> subscribed(AsyncMqttClient client, String filter) throws Exception {
        return subscribed(client, filter, AckMode.AFTER_HANDLER);
    }

    private Message message(String topic, String payload, QoS qos, boolean retain) {
        return Message.of(TopicName.of(prefix + topic), Bytes.utf8(payload), qos, retain);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void carriesEachQoSBothWays(ProtocolVersion version) throws Exception {
        AsyncMqttClient client = connected(options("client", version));
        BlockingQueue<Delivery> deliveries = subscribed(client, prefix + "/#");
        for (QoS qos : QoS.values()) {
            assertEquals(Outcome.DELIVERED, outcome(client.publish(message("/" + qos.value(), "x", qos, false))));
            Message received = next(deliveries).message();
            assertEquals(prefix + "/" + qos.value(), received.topic().value());
            assertEquals(qos, received.qos());
            assertFalse(received.retain());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void goesOnWithItsSession(ProtocolVersion version) throws Exception {
        AsyncMqttClient away = client(options("away", version)
                .session(version == ProtocolVersion.V5_0 ? SessionOptions.kept(600) : SessionOptions.kept()));
        get(away.connect());
        BlockingQueue<Delivery> deliveries = subscribed(away, prefix + "/#");
        get(away.disconnect(DisconnectOptions.DEFAULT));
        AsyncMqttClient other = connected(options("other", version));
        for (QoS qos : List.of(QoS.AT_LEAST_ONCE, QoS.EXACTLY_ONCE)) {
            assertEquals(Outcome.DELIVERED, outcome(other.publish(message("/m", "" + qos.value(), qos, false))));
        }
        ConnectResult again = get(away.connect());
        assertTrue(again.sessionPresent());
        assertEquals(List.of("1", "2"), next(deliveries, 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void leavesAWillWhenItsConnectionIsCut(ProtocolVersion version) throws Exception {
        CuttingProxy proxy = proxy();
        BlockingQueue<Delivery> deliveries = subscribed(connected(options("heir", version)), prefix + "/#");
        connected(options("mortal", version, proxy.port()).will(message("/will", "gone", QoS.AT_LEAST_ONCE, false)));
        proxy.cut();
        assertEquals("gone", next(deliveries).message().payload().utf8());
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void findsARetainedMessageUntilItIsDeleted(ProtocolVersion version) throws Exception {
        AsyncMqttClient client = connected(options("client", version));
        get(client.publish(message("/r", "kept", QoS.AT_LEAST_ONCE, true)));
        Message retained = next(subscribed(client, prefix + "/r")).message();
        assertEquals("kept", retained.payload().utf8());
        assertTrue(retained.retain());
        get(client.publish(message("/r", "", QoS.AT_LEAST_ONCE, true)));
        AsyncMqttClient late = connected(options("late", version));
        BlockingQueue<Delivery> nothing = subscribed(late, prefix + "/r");
        get(late.publish(message("/r", "live", QoS.AT_LEAST_ONCE, false)));
        assertEquals("live", next(nothing).message().payload().utf8(), "the first that comes");
    }

    @Test
    void sharesASubscription() throws Exception {
        BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        for (String role : List.of("one", "two")) {
            get(connected(options(role, ProtocolVersion.V5_0))
                    .subscribe(
                            Subscribe.to("$share/group/" + prefix + "/#", QoS.AT_LEAST_ONCE),
                            AckMode.AFTER_HANDLER,
                            deliveries::add));
        }
        AsyncMqttClient publisher = connected(options("publisher", ProtocolVersion.V5_0));
        for (String each : numbers(20)) {
            get(publisher.publish(message("/s", each, QoS.AT_LEAST_ONCE, false)));
        }
        assertEquals(
                numbers(20).stream().sorted().toList(),
                next(deliveries, 20).stream().sorted().toList());
        assertNull(deliveries.poll(), "each goes to one of the two");
    }

    @Test
    void shortensTopicsWhereTheBrokerTakesAliases() throws Exception {
        AsyncMqttClient client = client(options("client", ProtocolVersion.V5_0));
        int maximum = get(client.connect()).connAck().properties().topicAliasMaximum();
        BlockingQueue<Delivery> deliveries = subscribed(client, prefix + "/#");
        String topic = "/" + "long".repeat(100);
        long before = client.stats().sentBytes();
        get(client.publish(message(topic, "1", QoS.AT_LEAST_ONCE, false)));
        long first = client.stats().sentBytes() - before;
        next(deliveries);
        Await.until(() -> client.stats().receivedMessages() == 1);
        before = client.stats().sentBytes();
        get(client.publish(message(topic, "2", QoS.AT_LEAST_ONCE, false)));
        long second = client.stats().sentBytes() - before;
        assertEquals(prefix + topic, next(deliveries).message().topic().value());
        assertEquals(maximum > 0, second < first - 300, first + ", then " + second + " with " + maximum + " aliases");
    }

    /** Whatever the broker sends beyond it waits in the socket, and is handed over as soon as it may be. */
    @Test
    void hasNoMoreThanItsReceiveMaximumUnacknowledged() throws Exception {
        AsyncMqttClient slow =
                connected(options("slow", ProtocolVersion.V5_0).limits(ClientLimits.DEFAULT.withInbox(2, 1 << 20)));
        BlockingQueue<Delivery> deliveries = subscribed(slow, prefix + "/#", AckMode.MANUAL);
        AsyncMqttClient publisher = connected(options("publisher", ProtocolVersion.V5_0));
        for (String each : numbers(10)) {
            get(publisher.publish(message("/f", each, QoS.AT_LEAST_ONCE, false)));
        }
        List<String> received = new ArrayList<>();
        while (received.size() < 10) {
            Await.until(() -> !deliveries.isEmpty());
            get(publisher.publish(message("else", "", QoS.AT_LEAST_ONCE, false)));
            List<Delivery> unacknowledged = new ArrayList<>();
            deliveries.drainTo(unacknowledged);
            assertTrue(unacknowledged.size() <= 2, () -> unacknowledged + " after " + received);
            unacknowledged.forEach(each -> received.add(each.message().payload().utf8()));
            Collections.reverse(unacknowledged);
            unacknowledged.forEach(Delivery::acknowledge);
        }
        assertEquals(numbers(10), received);
        assertEquals(0, slow.stats().disconnections());
    }

    /** Without Topic Aliases: see below what one broker does with them. */
    @Test
    void isNotSentWhatIsLargerThanItTakes() throws Exception {
        AsyncMqttClient small = connected(options("small", ProtocolVersion.V5_0).limits(takes1000Bytes(0)));
        BlockingQueue<Delivery> deliveries = subscribed(small, prefix + "/#");
        publishOneThatIsTooLargeAndTenThatFit();
        assertEquals(numbers(10), next(deliveries, 10));
        assertEquals(0, small.stats().disconnections());
    }

    /**
     * Artemis 2.53 tells a Topic Alias in the message that is too large to be sent, and uses it afterwards. Nobody can know what
     * is meant then, and the client ends the connection.
     */
    @Test
    void learnsTopicAliasesThoughSomethingIsTooLarge() throws Exception {
        CompletableFuture<Optional<MqttException>> ended = new CompletableFuture<>();
        AsyncMqttClient small = connected(options("small", ProtocolVersion.V5_0)
                .limits(takes1000Bytes(16))
                .listener(new ClientListener() {
                    @Override
                    public void disconnected(Optional<MqttException> cause, Optional<Duration> retryIn) {
                        ended.complete(cause);
                    }
                }));
        BlockingQueue<Delivery> deliveries = subscribed(small, prefix + "/#");
        publishOneThatIsTooLargeAndTenThatFit();
        if (name.equals("artemis")) {
            String why = String.valueOf(get(ended).orElseThrow().getMessage());
            assertTrue(why.contains("Topic Alias 1 is used before a Topic Name was given for it"), why);
        } else {
            assertEquals(numbers(10), next(deliveries, 10));
            assertEquals(0, small.stats().disconnections());
        }
    }

    private static ClientLimits takes1000Bytes(int topicAliases) {
        return ClientLimits.DEFAULT.withMaximumPacketSize(1_000).withTopicAliases(topicAliases, 0);
    }

    private void publishOneThatIsTooLargeAndTenThatFit() throws Exception {
        AsyncMqttClient publisher = connected(options("publisher", ProtocolVersion.V5_0));
        get(publisher.publish(message("/p", "x".repeat(2_000), QoS.AT_LEAST_ONCE, false)));
        for (String each : numbers(10)) {
            get(publisher.publish(message("/p", each, QoS.AT_LEAST_ONCE, false)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void keepsTheOrderAcrossReconnects(ProtocolVersion version) throws Exception {
        CuttingProxy proxy = proxy();
        BlockingQueue<Delivery> deliveries = subscribed(connected(options("reader", version)), prefix + "/#");
        AsyncMqttClient writer = connected(options("writer", version, proxy.port())
                .session(version == ProtocolVersion.V5_0 ? SessionOptions.kept(600) : SessionOptions.kept()));
        List<CompletionStage<PublishResult>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(writer.publish(message("/o", "" + i, QoS.EXACTLY_ONCE, false)));
            if (i == 100 || i == 200) {
                proxy.cut();
            } else if (i % 16 == 15) {
                get(all.get(i)); // mosquitto 2.0.11 loses what it has above 20 at a time on 3.1.1
            }
        }
        for (CompletionStage<PublishResult> each : all) {
            assertEquals(Outcome.DELIVERED, outcome(each));
        }
        assertEquals(numbers(300), next(deliveries, 300));
        assertEquals(2, writer.stats().disconnections());
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void endsEveryPublishWhateverHappens(ProtocolVersion version) throws Exception {
        CuttingProxy proxy = proxy();
        AsyncMqttClient writer = connected(options("writer", version, proxy.port()));
        List<CompletionStage<PublishResult>> all = new ArrayList<>();
        List<QoS> levels = List.of(QoS.AT_MOST_ONCE, QoS.AT_LEAST_ONCE, QoS.EXACTLY_ONCE);
        for (int i = 0; i < 200; i++) {
            all.add(writer.publish(message("/e", "" + i, levels.get(i % 3), false)));
            if (i == 100) {
                proxy.cut();
            }
        }
        writer.close();
        for (CompletionStage<PublishResult> publish : all) {
            Outcome outcome = outcome(publish);
            assertTrue(
                    Stream.of(Outcome.DELIVERED, Outcome.CLOSED, Outcome.SESSION_LOST)
                            .anyMatch(outcome::equals),
                    outcome::name);
        }
    }

    @Test
    void slowsTheBrokerDownWithASlowHandler() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AsyncMqttClient slow =
                connected(options("slow", ProtocolVersion.V5_0).limits(ClientLimits.DEFAULT.withInbox(4, 1 << 20)));
        BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        get(slow.subscribe(Subscribe.to(prefix + "/#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {
            try {
                release.await();
                deliveries.add(delivery);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        AsyncMqttClient publisher = connected(options("publisher", ProtocolVersion.V5_0));
        for (String each : numbers(50)) {
            get(publisher.publish(message("/s", each, QoS.AT_LEAST_ONCE, false)));
        }
        Await.until(() -> slow.stats().receivedMessages() > 0);
        get(publisher.publish(message("/s", "50", QoS.AT_LEAST_ONCE, false)));
        assertTrue(slow.stats().receivedMessages() <= 4, "more than it has room for");
        release.countDown();
        assertEquals(numbers(51), next(deliveries, 51));
    }
}
