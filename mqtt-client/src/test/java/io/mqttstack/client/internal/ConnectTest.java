package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.BadCredentialsException;
import io.mqttstack.client.BadIdentifierException;
import io.mqttstack.client.BadVersionException;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.NotAuthorizedException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.ServerUnavailableException;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.statements.Shows;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connecting: what is counted, what is refused, and how long it takes. */
class ConnectTest extends EngineFixture {
    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    @Shows("3.1.1 kept MQTT-7.0.0-2")
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

    /** By the bytes: the return codes that were before Reason Codes. */
    @ParameterizedTest
    @EnumSource(names = {"V3_1", "V3_1_1"})
    void mapsEachReturnCodeOf3ToItsException(ProtocolVersion version) {
        List<Class<? extends MqttException>> types = List.of(
                BadVersionException.class,
                BadIdentifierException.class,
                ServerUnavailableException.class,
                BadCredentialsException.class,
                NotAuthorizedException.class);
        for (int code = 1; code <= types.size(); code++) {
            Endpoint refusing = Endpoint.memory("refuses-with-" + code);
            byte[] connAck = {0x20, 2, 0, (byte) code};
            transport.listen(refusing, ConnectOptions.DEFAULT, connection -> new Greeter(Bytes.wrap(connAck)));
            AsyncMqttClient client = AsyncMqttClient.create(ClientOptions.builder(refusing, "client")
                    .version(version)
                    .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
                    .build());
            MqttException failure = failure(client.connect(), MqttException.class);
            assertEquals(types.get(code - 1), failure.getClass());
            assertTrue(failure.packet().orElseThrow() instanceof ConnAck);
        }
    }

    private void refusal(ConnectReasonCode code, Class<? extends MqttException> type) {
        server.onConnect = connect -> new ConnAck(false, code, ConnAck.Properties.NONE);
        MqttException failure = failure(AsyncMqttClient.create(options.build()).connect(), type);
        assertEquals(type, failure.getClass());
        assertEquals(code, ((ConnAck) failure.packet().orElseThrow()).reasonCode());
    }

    @Test
    void takesMessagesFromTheMomentThatConnectIsCalled() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        CompletionStage<ConnectResult> connecting = client.connect();
        CompletionStage<PublishResult> early = client.publish(message("a", QoS.AT_LEAST_ONCE));
        assertEquals(Outcome.DELIVERED, now(early).outcome());
        assertEquals("client", now(connecting).clientIdentifier());
    }

    @Test
    void endsTheMessagesThatItTookWithTheConnectThatFails() {
        server.close();
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        CompletionStage<ConnectResult> connecting = client.connect();
        CompletionStage<PublishResult> early = client.publish(message("a", QoS.AT_LEAST_ONCE));
        failure(connecting, ServerUnavailableException.class);
        failure(early, ServerUnavailableException.class);
    }

    @Test
    void takesNoMessagesForAConnectThatItRefuses() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        server.latest().connection().pauseReading(); // the DISCONNECT stays behind what is not read
        now(client.publish(Message.of("large", new byte[1 << 20])));
        CompletionStage<Void> disconnecting = client.disconnect(DisconnectOptions.DEFAULT);
        transport.runReady();
        CompletionStage<ConnectResult> again = client.connect();
        assertTrue(message(failure(again, MqttException.class)).contains("disconnecting"));
        MqttException late = assertThrows(
                MqttException.class, () -> client.publish(message("a", QoS.AT_LEAST_ONCE), (message, result) -> {}));
        assertTrue(message(late).contains("call connect() first"), message(late));
        transport.advance(Duration.ofSeconds(6));
        now(disconnecting);
    }

    @Test
    void saysThatAServerIsNotMqtt() {
        Endpoint other = Endpoint.memory("http");
        Bytes greeting = Bytes.utf8("HTTP/1.1 400 Bad Request\r\n\r\n");
        transport.listen(other, ConnectOptions.DEFAULT, connection -> new Greeter(greeting));
        AsyncMqttClient client = AsyncMqttClient.create(ClientOptions.builder(other, "client")
                .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
                .build());
        MqttException failure = failure(client.connect(), MqttException.class);
        assertTrue(message(failure).contains("does not answer as an MQTT server"), message(failure));
    }

    @Test
    @Shows("5.0 kept MQTT-3.2.2-4")
    void refusesAStrangersSessionOn5() {
        server.sessionPresent(true);
        AsyncMqttClient client =
                AsyncMqttClient.create(options.session(SessionOptions.kept()).build());
        assertTrue(message(failure(client.connect(), MqttException.class)).contains("acceptUnknownSession"));
        assertFalse(client.isConnected());
        transport.runReady();
        assertTrue(server.latest().isClosed());
        assertEquals(1, server.count(PacketType.DISCONNECT));
    }

    @Test
    void neverAsksForANewSessionUnlessItsOptionsDo() {
        server.sessionPresent(true);
        AsyncMqttClient client =
                AsyncMqttClient.create(options.session(SessionOptions.kept()).build());
        for (int i = 0; i < 3; i++) {
            failure(client.connect(), MqttException.class);
        }
        transport.advance(Duration.ofHours(1));
        assertEquals(
                List.of(false, false, false),
                server.received(Connect.class).stream().map(Connect::cleanStart).toList());
    }

    @Test
    void announcesItsBounds() {
        now(AsyncMqttClient.create(options.build()).connect());
        Connect.Properties announced = server.received(Connect.class).get(0).properties();
        assertEquals(1_024, announced.receiveMaximum());
        assertEquals(OptionalLong.of(16 << 20), announced.maximumPacketSize());
        assertEquals(16, announced.topicAliasMaximum());
    }

    @Test
    @Shows("5.0 kept MQTT-3.1.3-2")
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
    void failsClearlyWhenTheCredentialsCannotBeHad() {
        AsyncMqttClient client = AsyncMqttClient.create(options.credentials(() -> {
                    throw new IllegalStateException("vault sealed");
                })
                .build());
        assertTrue(message(failure(client.connect(), MqttException.class)).contains("vault sealed"));
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
    void sharesAnAttemptButNotItsCancellation() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        CompletionStage<ConnectResult> first = client.connect();
        CompletionStage<ConnectResult> second = client.connect();
        assertTrue(first.toCompletableFuture().cancel(false));
        assertEquals("client", now(second).clientIdentifier());
    }

    @Test
    @Shows({"5.0 kept MQTT-3.1.2-21", "5.0 kept MQTT-3.2.2-21"})
    void obeysTheServerKeepAlive() {
        server.properties(ConnAck.Properties.builder().serverKeepAlive(7).build());
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        transport.advance(Duration.ofSeconds(7));
        assertEquals(1, server.count(PacketType.PINGREQ), "[MQTT-3.1.2-21]");
    }

    /** Speaks first, whatever it is asked. */
    private record Greeter(Bytes words) implements ByteHandler {
        @Override
        public void opened(ByteConnection connection) {
            connection.output(words.length()).put(words.toByteArray());
            connection.flush();
        }

        @Override
        public void received(ByteConnection connection, byte[] data, int offset, int length) {}

        @Override
        public void closed(ByteConnection connection, Optional<TransportException> cause) {}
    }

    @Test
    void asksForACleanStartOnceAndResumesAfterwardsOn5() {
        AsyncMqttClient client = AsyncMqttClient.create(options.session(
                        SessionOptions.builder().sessionExpiryInterval(100).build())
                .build());
        now(client.connect());
        server.sessionPresent(true);
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertTrue(client.isConnected());
        assertEquals(
                List.of(true, false),
                server.received(Connect.class).stream().map(Connect::cleanStart).toList());
    }
}
