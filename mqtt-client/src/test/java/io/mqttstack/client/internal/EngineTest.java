package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.BadCredentialsException;
import io.mqttstack.client.BadIdentifierException;
import io.mqttstack.client.BadVersionException;
import io.mqttstack.client.ClientLimits;
import io.mqttstack.client.ClientListener;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Credentials;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.DisconnectOptions;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.NotAuthorizedException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.ServerUnavailableException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.memory.MemoryTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine on the memory transport, in virtual time; handlers and completions run in place. */
class EngineTest {
    private static final Endpoint HERE = Endpoint.memory("server");

    private final MemoryTransport transport = new MemoryTransport();
    private final ScriptedServer server = new ScriptedServer(transport, HERE);
    private final List<String> events = new ArrayList<>();
    private final ClientOptions.Builder options = ClientOptions.builder(HERE, "client")
            .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
            .reconnect(ReconnectPolicy.fixed(Duration.ofSeconds(5)))
            .listener(new Events());

    @AfterEach
    void close() {
        transport.close();
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void connectsAndCounts(ProtocolVersion version) {
        AsyncMqttClient client = AsyncMqttClient.create(options.version(version).build());
        assertFalse(client.isConnected());
        assertTrue(client.stats().firstConnection().isEmpty());
        ConnectResult result = now(client.connect());
        assertEquals("client", result.clientIdentifier());
        assertTrue(client.isConnected());
        assertEquals(version, server.received(Connect.class).get(0).version());
        assertEquals(
                Outcome.DELIVERED,
                now(client.publish(message("a", QoS.EXACTLY_ONCE))).outcome());
        now(client.disconnect(DisconnectOptions.DEFAULT));
        assertFalse(client.isConnected());
        assertEquals(1, client.stats().disconnections());
        assertEquals(1, client.stats().sentMessages());
        assertEquals(0, client.stats().receivedMessages());
        assertTrue(client.stats().sentBytes() > 20);
        assertTrue(client.stats().receivedBytes() > 8);
        assertTrue(client.stats().lastDisconnection().getAsLong()
                >= client.stats().firstConnection().getAsLong());
        assertEquals(List.of("connected", "disconnected"), events);
        assertEquals(1, server.count(PacketType.DISCONNECT));
        assertTrue(server.latest().isClosed());
    }

    @Test
    void startsNoRetryWhenTheFirstConnectFails() {
        server.close();
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        MqttException failure = failure(client.connect(), ServerUnavailableException.class);
        assertTrue(message(failure).contains("memory://server"), message(failure));
        transport.advance(Duration.ofHours(1));
        assertEquals(1, events.size());
        assertEquals(0, server.peers.size());
    }

    @Test
    void givesUpAfterTheNetworkTimeoutWhenTheServerIsSilent() {
        server.script = (peer, packet) -> true;
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        CompletionStage<ConnectResult> connecting = client.connect();
        transport.advance(Duration.ofMillis(5_999));
        assertFalse(connecting.toCompletableFuture().isDone());
        transport.advance(Duration.ofMillis(1));
        assertTrue(
                message(failure(connecting, ServerUnavailableException.class)).contains("6000 ms"));
        transport.runReady();
        assertTrue(server.latest().isClosed());
    }

    @Test
    void givesUpAfterTheNetworkTimeoutWhenNobodyAnswersAtAll() {
        transport.silence("server");
        transport.runReady();
        CompletionStage<ConnectResult> connecting =
                AsyncMqttClient.create(options.build()).connect();
        transport.advance(Duration.ofSeconds(6));
        failure(connecting, ServerUnavailableException.class);
    }

    @Test
    void mapsEachRefusalToItsException() {
        refusal(ConnectReasonCode.UNSUPPORTED_PROTOCOL_VERSION, BadVersionException.class);
        refusal(ConnectReasonCode.CLIENT_IDENTIFIER_NOT_VALID, BadIdentifierException.class);
        refusal(ConnectReasonCode.SERVER_UNAVAILABLE, ServerUnavailableException.class);
        refusal(ConnectReasonCode.SERVER_BUSY, ServerUnavailableException.class);
        refusal(ConnectReasonCode.QUOTA_EXCEEDED, ServerUnavailableException.class);
        refusal(ConnectReasonCode.USE_ANOTHER_SERVER, ServerUnavailableException.class);
        refusal(ConnectReasonCode.SERVER_MOVED, ServerUnavailableException.class);
        refusal(ConnectReasonCode.CONNECTION_RATE_EXCEEDED, ServerUnavailableException.class);
        refusal(ConnectReasonCode.BAD_USER_NAME_OR_PASSWORD, BadCredentialsException.class);
        refusal(ConnectReasonCode.BAD_AUTHENTICATION_METHOD, BadCredentialsException.class);
        refusal(ConnectReasonCode.NOT_AUTHORIZED, NotAuthorizedException.class);
        refusal(ConnectReasonCode.BANNED, NotAuthorizedException.class);
        refusal(ConnectReasonCode.PACKET_TOO_LARGE, MqttException.class);
    }

    private void refusal(ConnectReasonCode code, Class<? extends MqttException> type) {
        server.onConnect = connect -> new ConnAck(false, code, ConnAck.Properties.NONE);
        MqttException failure = failure(AsyncMqttClient.create(options.build()).connect(), type);
        assertEquals(type, failure.getClass());
        assertEquals(code, ((ConnAck) failure.packet().orElseThrow()).reasonCode());
    }

    @Test
    void saysThatAServerIsNotMqtt() {
        Endpoint other = Endpoint.memory("http");
        transport.listen(other, ConnectOptions.DEFAULT, connection -> new Greeter("HTTP/1.1 400 Bad Request\r\n\r\n"));
        AsyncMqttClient client = AsyncMqttClient.create(ClientOptions.builder(other, "client")
                .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
                .build());
        MqttException failure = failure(client.connect(), MqttException.class);
        assertTrue(message(failure).contains("does not answer as an MQTT server"), message(failure));
    }

    @Test
    void connectsAgainRestoresSubscriptionsAndFinishesPublishes() {
        AsyncMqttClient client =
                AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1).build());
        now(client.connect());
        List<String> got = new ArrayList<>();
        Subscription subscription = now(client.subscribe(
                Subscribe.to("a/#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> got.add(topic(delivery))));
        assertEquals(QoS.AT_LEAST_ONCE, subscription.granted().orElseThrow());
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        CompletionStage<PublishResult> one = client.publish(message("one", QoS.AT_LEAST_ONCE));
        CompletionStage<PublishResult> two = client.publish(message("two", QoS.EXACTLY_ONCE));
        transport.runReady();
        server.latest().cut();
        transport.runReady();
        assertFalse(client.isConnected());
        CompletionStage<PublishResult> offline = client.publish(message("offline", QoS.EXACTLY_ONCE));
        CompletionStage<PublishResult> unreliable = client.publish(message("zero", QoS.AT_MOST_ONCE));
        server.script = (peer, packet) -> packet.type() == PacketType.SUBSCRIBE;
        transport.advance(Duration.ofMillis(4_999));
        assertEquals(1, server.peers.size());
        transport.advance(Duration.ofMillis(1));
        assertEquals(2, server.peers.size());
        assertEquals(1, client.pendingSubscriptions(), "being restored");
        assertEquals(Outcome.DELIVERED, now(one).outcome());
        assertEquals(Outcome.SESSION_LOST, now(two).outcome());
        assertEquals(Outcome.DELIVERED, now(offline).outcome());
        assertEquals(Outcome.DELIVERED, now(unreliable).outcome());
        server.latest().send(ScriptedServer.publish("a/b", 1, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(List.of("a/b"), got);
        assertEquals(1, server.count(PacketType.PUBACK));
    }

    @Test
    void resumesASessionWithDup() {
        AsyncMqttClient client = AsyncMqttClient.create(
                options.version(ProtocolVersion.V3_1_1).cleanStart(false).build());
        now(client.connect());
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        CompletionStage<PublishResult> two = client.publish(message("two", QoS.EXACTLY_ONCE));
        transport.runReady();
        server.script = (peer, packet) -> false;
        server.sessionPresent(true);
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertEquals(Outcome.DELIVERED, now(two).outcome());
        List<Publish> publishes = server.received(Publish.class);
        assertEquals(2, publishes.size());
        assertTrue(publishes.get(1).duplicate());
        assertEquals(publishes.get(0).packetIdentifier(), publishes.get(1).packetIdentifier());
    }

    @Test
    void asksForACleanStartOnceAndResumesAfterwardsOn5() {
        AsyncMqttClient client = AsyncMqttClient.create(
                options.cleanStart(true).sessionExpiryInterval(100).build());
        now(client.connect());
        server.sessionPresent(true);
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertTrue(client.isConnected());
        assertEquals(
                List.of(true, false),
                server.received(Connect.class).stream().map(Connect::cleanStart).toList());
    }

    @Test
    void refusesAStrangersSessionOn5() {
        server.sessionPresent(true);
        AsyncMqttClient client =
                AsyncMqttClient.create(options.cleanStart(false).build());
        assertTrue(message(failure(client.connect(), MqttException.class)).contains("acceptUnknownSession"));
        assertFalse(client.isConnected());
        transport.runReady();
        assertTrue(server.latest().isClosed());
        assertEquals(1, server.count(PacketType.DISCONNECT));
    }

    @Test
    void pingsAndGivesADeadServerUp() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        transport.advance(Duration.ofSeconds(60));
        assertEquals(1, server.count(PacketType.PINGREQ));
        transport.advance(Duration.ofSeconds(60));
        assertEquals(2, server.count(PacketType.PINGREQ));
        server.script = (peer, packet) -> packet.type() == PacketType.PINGREQ;
        transport.advance(Duration.ofSeconds(60));
        assertTrue(client.isConnected());
        transport.advance(Duration.ofSeconds(6));
        assertFalse(client.isConnected());
        transport.advance(Duration.ofSeconds(5));
        assertTrue(client.isConnected());
    }

    @Test
    void obeysTheServerKeepAlive() {
        server.properties(ConnAck.Properties.builder().serverKeepAlive(7).build());
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        transport.advance(Duration.ofSeconds(7));
        assertEquals(1, server.count(PacketType.PINGREQ), "[MQTT-3.1.2-21]");
    }

    @Test
    void keepsTheAssignedClientIdentifier() {
        server.properties(
                ConnAck.Properties.builder().assignedClientIdentifier("given").build());
        AsyncMqttClient client = AsyncMqttClient.create(ClientOptions.builder(HERE, "")
                .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
                .build());
        assertEquals("given", now(client.connect()).clientIdentifier());
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertEquals("given", server.received(Connect.class).get(1).clientIdentifier());
    }

    @Test
    void stopsWhenAnotherClientTookTheSessionOver() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        server.latest().send(new Disconnect(DisconnectReasonCode.SESSION_TAKEN_OVER, Disconnect.Properties.NONE));
        transport.advance(Duration.ofHours(1));
        assertEquals(1, server.peers.size());
        assertTrue(message(failure(waiting, MqttException.class)).contains("SESSION_TAKEN_OVER"));
        MqttException after = failure(client.publish(message("a", QoS.AT_MOST_ONCE)), MqttException.class);
        assertTrue(after.packet().isPresent(), "says why it is no longer connected");
    }

    @Test
    void stopsWhenAReconnectIsRefusedForGood() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        server.onConnect = connect -> new ConnAck(false, ConnectReasonCode.NOT_AUTHORIZED, ConnAck.Properties.NONE);
        server.latest().cut();
        transport.advance(Duration.ofHours(1));
        assertEquals(2, server.peers.size());
        assertEquals("disconnected NotAuthorizedException", events.get(events.size() - 1));
    }

    @Test
    void asksForCredentialsAtEachAttempt() {
        AtomicInteger asked = new AtomicInteger();
        AsyncMqttClient client = AsyncMqttClient.create(
                options.credentials(() -> Credentials.of("user", "password" + asked.incrementAndGet()))
                        .build());
        now(client.connect());
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertEquals(
                List.of("password1", "password2"),
                server.received(Connect.class).stream()
                        .map(connect -> connect.password().orElseThrow().utf8())
                        .toList());
    }

    @Test
    void failsClearlyWhenTheCredentialsCannotBeHad() {
        AsyncMqttClient client = AsyncMqttClient.create(options.credentials(() -> {
                    throw new IllegalStateException("vault sealed");
                })
                .build());
        assertTrue(message(failure(client.connect(), MqttException.class)).contains("vault sealed"));
    }

    @Test
    void endsEveryPublishAtDisconnectAndRefusesLaterOnes() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        assertTrue(message(failure(client.publish(message("a", QoS.AT_MOST_ONCE)), MqttException.class))
                .contains("call connect() first"));
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        now(client.disconnect(DisconnectOptions.DEFAULT));
        now(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals(Outcome.CLOSED, now(waiting).outcome());
        assertTrue(message(failure(client.publish(message("a", QoS.AT_MOST_ONCE)), MqttException.class))
                .contains("call connect() first"));
        server.script = (peer, packet) -> false;
        now(client.connect());
        assertEquals(
                Outcome.DELIVERED,
                now(client.publish(message("a", QoS.AT_LEAST_ONCE))).outcome());
        client.close();
        client.close();
        transport.runReady();
        assertThrows(MqttException.class, client::connect);
    }

    @Test
    void drainsBeforeItDisconnects() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        CompletionStage<Void> disconnecting = client.disconnect(DisconnectOptions.drain(Duration.ofSeconds(10)));
        transport.advance(Duration.ofSeconds(5));
        assertFalse(disconnecting.toCompletableFuture().isDone());
        failure(client.publish(message("late", QoS.AT_MOST_ONCE)), MqttException.class);
        int identifier = server.received(Publish.class).get(0).packetIdentifier();
        server.latest().send(new PubAck(identifier));
        now(disconnecting);
        assertEquals(Outcome.DELIVERED, now(waiting).outcome());
    }

    @Test
    void drainsNoLongerThanAsked() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        CompletionStage<Void> disconnecting = client.disconnect(DisconnectOptions.drain(Duration.ofSeconds(10)));
        transport.advance(Duration.ofSeconds(10));
        now(disconnecting);
        assertEquals(Outcome.CLOSED, now(waiting).outcome());
    }

    @Test
    void refusesWhatDoesNotFitTheOutboundBuffer() {
        AsyncMqttClient client = AsyncMqttClient.create(
                options.limits(ClientLimits.DEFAULT.withOutbound(2, 100)).build());
        now(client.connect());
        unanswered(client);
        unanswered(client);
        assertTrue(message(failure(client.publish(message("a", QoS.AT_MOST_ONCE)), MqttException.class))
                .contains("2 messages"));
        server.latest().send(new PubAck(1));
        transport.runReady();
        assertTrue(message(failure(client.publish(Message.of("a", new byte[98])), MqttException.class))
                .contains("100 bytes"));
        assertTrue(message(failure(client.publish(Message.of("a", new byte[200])), MqttException.class))
                .contains("whole outbound buffer"));
        assertEquals(
                Outcome.DELIVERED,
                now(client.publish(Message.of("a", new byte[50]))).outcome());
    }

    @Test
    void holdsMessagesOfAResumedSessionForTheirHandlers() {
        server.sessionPresent(true);
        AsyncMqttClient client = AsyncMqttClient.create(
                options.cleanStart(false).acceptUnknownSession().build());
        now(client.connect());
        server.latest()
                .send(
                        ScriptedServer.publish("early/1", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("early/2", 2, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("nobody", 3, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(0, server.count(PacketType.PUBACK));
        List<String> got = new ArrayList<>();
        now(client.subscribe(
                Subscribe.to("early/+", QoS.AT_LEAST_ONCE),
                AckMode.AFTER_HANDLER,
                delivery -> got.add(topic(delivery))));
        assertEquals(List.of("early/1", "early/2"), got);
        assertEquals(2, server.count(PacketType.PUBACK));
        transport.advance(Duration.ofSeconds(10));
        assertEquals(3, server.count(PacketType.PUBACK));
        assertTrue(events.contains("unhandled nobody"));
    }

    @Test
    void callsEveryMatchingHandlerInOrderAndReportsOneThatThrows() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        List<String> got = new ArrayList<>();
        now(client.subscribe(Subscribe.to("a/#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {
            got.add("first " + topic(delivery));
            throw new IllegalStateException("handler");
        }));
        List<Delivery> manual = new ArrayList<>();
        now(client.subscribe(Subscribe.to("a/+", QoS.AT_LEAST_ONCE), AckMode.MANUAL, manual::add));
        server.latest()
                .send(
                        ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("a/b", 2, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(List.of("first a", "first a/b"), got, "a/# matches a");
        assertEquals(
                2,
                events.stream()
                        .filter(event -> event.startsWith("handlerFailed"))
                        .count());
        assertEquals(1, server.count(PacketType.PUBACK));
        assertEquals(1, manual.size());
        manual.get(0).acknowledge();
        manual.get(0).acknowledge();
        transport.runReady();
        assertEquals(2, server.count(PacketType.PUBACK));
    }

    @Test
    void pausesReadingWhenTheInboxIsFullUntilItIsDrained() {
        AsyncMqttClient client = AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1)
                .limits(ClientLimits.DEFAULT.withInbox(4, 10_000))
                .build());
        now(client.connect());
        List<Delivery> taken = new ArrayList<>();
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.MANUAL, taken::add));
        for (int i = 1; i <= 10; i++) {
            server.latest().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
        }
        transport.runReady();
        assertEquals(4, taken.size());
        transport.advance(Duration.ofMinutes(5));
        assertTrue(client.isConnected(), "PINGRESP cannot be seen while reading is paused");
        taken.get(0).acknowledge();
        taken.get(1).acknowledge();
        transport.runReady();
        assertEquals(6, taken.size());
        for (int i = 2; i < 10; i++) {
            taken.get(i).acknowledge();
            transport.runReady();
        }
        assertEquals(10, taken.size());
        assertEquals(10, server.count(PacketType.PUBACK));
    }

    @Test
    void readsOnIntoTheReserveWhileAReplyIsAwaited() {
        AsyncMqttClient client = AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1)
                .limits(ClientLimits.DEFAULT.withInbox(4, 10_000))
                .build());
        now(client.connect());
        List<Delivery> taken = new ArrayList<>();
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.MANUAL, taken::add));
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        for (int i = 1; i <= 6; i++) {
            server.latest().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
        }
        transport.runReady();
        assertEquals(4, taken.size());
        CompletionStage<PublishResult> waiting = client.publish(message("up", QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(6, taken.size());
        server.latest().send(ScriptedServer.publish("zero", 0, QoS.AT_MOST_ONCE));
        server.latest().send(new PubAck(server.received(Publish.class).get(0).packetIdentifier()));
        assertEquals(Outcome.DELIVERED, now(waiting).outcome());
        assertTrue(events.contains("dropped 1"), "QoS 0 is dropped in the reserve, and reported");
    }

    @Test
    void closesTheConnectionWhenTheReserveIsFullToo() {
        AsyncMqttClient client = AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1)
                .limits(ClientLimits.DEFAULT.withInbox(4, 10_000))
                .build());
        now(client.connect());
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.MANUAL, delivery -> {}));
        unanswered(client);
        for (int i = 1; i <= 8; i++) {
            server.latest().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
        }
        transport.runReady();
        assertFalse(client.isConnected());
        transport.runReady();
        assertTrue(server.latest().isClosed());
    }

    @Test
    void tellsA5ServerThatItBrokeTheProtocol() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        server.latest().send(new ConnAck(false, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE));
        transport.runReady();
        assertFalse(client.isConnected());
        assertEquals(
                DisconnectReasonCode.PROTOCOL_ERROR,
                server.received(Disconnect.class).get(0).reasonCode());
        transport.advance(Duration.ofSeconds(5));
        assertTrue(client.isConnected(), "and connects again");
    }

    @Test
    void doesNotWaitForEverInACallbackOfTheSameBatch() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> first = client.publish(message("1", QoS.AT_LEAST_ONCE));
        CompletionStage<PublishResult> second = client.publish(message("2", QoS.AT_LEAST_ONCE));
        List<Boolean> seen = new ArrayList<>();
        first.thenAccept(result -> seen.add(second.toCompletableFuture().isDone()));
        transport.runReady();
        assertEquals(List.of(true), seen);
    }

    @Test
    void getsItsReplyAfterAnOverflowThoughTheServerSendsEverythingAgain() {
        AsyncMqttClient client = AsyncMqttClient.create(options.sessionExpiryInterval(100)
                .runtime(new ClientRuntime(transport, EngineTest::runUnlessHandler, () -> 0.5))
                .limits(ClientLimits.DEFAULT.withInbox(4, 10_000))
                .build());
        now(client.connect());
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        CompletionStage<PublishResult> waiting = unanswered(client);
        server.script = (peer, packet) -> {
            if (packet.type() == PacketType.CONNECT) {
                peer.connection().send(new ConnAck(true, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE));
                for (int i = 1; i <= 4; i++) {
                    peer.connection().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
                }
            }
            return packet.type() == PacketType.CONNECT;
        };
        for (int i = 1; i <= 4; i++) {
            server.latest().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
        }
        transport.runReady();
        server.latest().cut();
        transport.advance(Duration.ofSeconds(20));
        assertEquals(Outcome.DELIVERED, now(waiting).outcome());
        assertTrue(client.isConnected());
        assertEquals(3, server.peers.size(), "the second connection overflowed");
    }

    private static void runUnlessHandler(Runnable task) {
        if (!(task instanceof Mailbox)) {
            task.run();
        }
    }

    @Test
    void handsHeldMessagesOverBeforeLaterOnesThoughTheSubscriptionIsNew() {
        server.sessionPresent(true);
        AsyncMqttClient client = AsyncMqttClient.create(
                options.cleanStart(false).acceptUnknownSession().build());
        now(client.connect());
        server.latest().send(ScriptedServer.publish("early/1", 1, QoS.AT_LEAST_ONCE));
        transport.runReady();
        List<String> got = new ArrayList<>();
        server.script = (peer, packet) -> {
            if (packet.type() == PacketType.PUBLISH) {
                peer.connection().send(ScriptedServer.publish("early/2", 2, QoS.AT_LEAST_ONCE));
                peer.connection().flush();
                client.subscribe(
                        Subscribe.to("early/+", QoS.AT_LEAST_ONCE),
                        AckMode.AFTER_HANDLER,
                        delivery -> got.add(topic(delivery)));
            }
            return packet.type() == PacketType.PUBLISH;
        };
        now(client.publish(message("go", QoS.AT_MOST_ONCE)));
        assertEquals(List.of("early/1", "early/2"), got);
    }

    @Test
    void closesAtOnceThoughADisconnectStillDrains() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        CompletionStage<Void> draining = client.disconnect(DisconnectOptions.drain(Duration.ofHours(1)));
        client.close();
        now(draining);
        assertEquals(Outcome.CLOSED, now(waiting).outcome());
        assertTrue(server.latest().isClosed());
    }

    @Test
    void endsEverySubscriptionWhenItIsClosed() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        Subscription kept =
                now(client.subscribe(Subscribe.to("kept", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        server.script = (peer, packet) -> packet.type() == PacketType.SUBSCRIBE;
        CompletionStage<Subscription> asked =
                client.subscribe(Subscribe.to("asked", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {});
        transport.runReady();
        client.close();
        assertTrue(message(failure(asked, MqttException.class)).contains("closed"));
        failure(kept.unsubscribe(), MqttException.class);
        now(client.disconnect(DisconnectOptions.DEFAULT));
    }

    @Test
    void closesAfterItsRuntime() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        transport.close();
        client.close();
        assertTrue(client.disconnect(DisconnectOptions.DEFAULT)
                .toCompletableFuture()
                .isDone());
    }

    @Test
    void goesOnAfterAListenerThrewAnError() {
        AsyncMqttClient client = AsyncMqttClient.create(options.listener(new Events() {
                    @Override
                    public void connected(ConnectResult result) {
                        throw new AssertionError("a listener that throws");
                    }
                })
                .build());
        now(client.connect());
        List<String> told = new ArrayList<>();
        client.publish(message("a", QoS.AT_LEAST_ONCE), (message, result) -> {
            throw new AssertionError("a publish listener that throws");
        });
        client.publish(message("b", QoS.AT_LEAST_ONCE), (message, result) -> told.add("b"));
        now(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals(List.of("disconnected"), events);
        assertEquals(List.of("b"), told);
    }

    @Test
    void stopsWhenTheReconnectPolicyThrows() {
        AsyncMqttClient client = AsyncMqttClient.create(options.reconnect((attempt, random) -> {
                    throw new IllegalStateException("no policy");
                })
                .build());
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        server.latest().cut();
        assertTrue(message(failure(waiting, MqttException.class)).contains("no policy"));
        assertEquals("disconnected MqttException", events.get(events.size() - 1));
    }

    @Test
    void failsAtOnceWhenTheCredentialsSupplierThrowsAnError() {
        AsyncMqttClient client = AsyncMqttClient.create(options.credentials(() -> {
                    throw new AssertionError("vault on fire");
                })
                .build());
        assertTrue(message(failure(client.connect(), MqttException.class)).contains("vault on fire"));
    }

    @Test
    void countsTheSubscriptionsToRestoreBeforeItSaysThatItIsConnected() {
        List<Integer> pending = new ArrayList<>();
        AtomicReference<AsyncMqttClient> made = new AtomicReference<>();
        AsyncMqttClient client = AsyncMqttClient.create(options.listener(new Events() {
                    @Override
                    public void connected(ConnectResult result) {
                        assertTrue(made.get().isConnected());
                        pending.add(made.get().pendingSubscriptions());
                    }
                })
                .build());
        made.set(client);
        now(client.connect());
        now(client.subscribe(Subscribe.to("a", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertEquals(List.of(0, 1), pending);
    }

    @Test
    void sharesAnAttemptButNotItsCancellation() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        CompletionStage<ConnectResult> first = client.connect();
        CompletionStage<ConnectResult> second = client.connect();
        assertTrue(first.toCompletableFuture().cancel(false));
        assertEquals("client", now(second).clientIdentifier());
    }

    @Test
    void acknowledgesASharedDeliveryAfterARejectionThatIsNone() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        now(client.subscribe(
                Subscribe.to("a/#", QoS.AT_LEAST_ONCE),
                AckMode.AFTER_HANDLER,
                delivery -> delivery.reject(PublishReasonCode.SUCCESS)));
        now(client.subscribe(Subscribe.to("a/+", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        server.latest().send(ScriptedServer.publish("a/b", 1, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertTrue(events.contains("handlerFailed a/b"));
        assertEquals(1, server.count(PacketType.PUBACK));
    }

    private CompletionStage<PublishResult> unanswered(AsyncMqttClient client) {
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        CompletionStage<PublishResult> waiting = client.publish(message("unanswered", QoS.AT_LEAST_ONCE));
        transport.runReady();
        return waiting;
    }

    private <T> T now(CompletionStage<T> stage) {
        transport.runReady();
        assertTrue(stage.toCompletableFuture().isDone(), "still waits");
        return stage.toCompletableFuture().join();
    }

    private <T extends MqttException> T failure(CompletionStage<?> stage, Class<T> type) {
        transport.runReady();
        assertTrue(stage.toCompletableFuture().isDone(), "still waits");
        CompletionException failure = assertThrows(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        return assertInstanceOf(type, failure.getCause());
    }

    private static Message message(String topic, QoS qos) {
        return Message.builder(TopicName.of(topic)).qos(qos).build();
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String topic(Delivery delivery) {
        return delivery.message().topic().value();
    }

    private class Events implements ClientListener {
        @Override
        public void connected(ConnectResult result) {
            events.add("connected");
        }

        @Override
        public void disconnected(Optional<MqttException> cause, Optional<Duration> retryIn) {
            events.add("disconnected"
                    + cause.map(failure -> " " + failure.getClass().getSimpleName())
                            .orElse(""));
        }

        @Override
        public void handlerFailed(Message message, Throwable failure) {
            events.add("handlerFailed " + message.topic());
        }

        @Override
        public void dropped(long messages) {
            events.add("dropped " + messages);
        }

        @Override
        public void unhandled(Message message) {
            events.add("unhandled " + message.topic());
        }
    }

    /** Speaks first, and something else. */
    private record Greeter(String text) implements ByteHandler {
        @Override
        public void opened(ByteConnection connection) {
            connection.output(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
            connection.flush();
        }

        @Override
        public void received(ByteConnection connection, byte[] data, int offset, int length) {}

        @Override
        public void closed(ByteConnection connection, Optional<TransportException> cause) {}
    }
}
