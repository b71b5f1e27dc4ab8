package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.BadCredentialsException;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.ServerUnavailableException;
import io.mqttstack.client.options.ServerReferences;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** One client and several servers, some of which are down. */
class FailoverTest extends EngineFixture {
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final ScriptedServer second = new ScriptedServer(transport, Endpoint.memory("second"));

    private ClientOptions.Builder servers(DoubleSupplier random, String... names) {
        List<Endpoint> servers = new ArrayList<>();
        for (String name : names) {
            servers.add(Endpoint.memory(name));
        }
        return ClientOptions.builder(servers, "client")
                .runtime(new ClientRuntime(transport, Runnable::run, random))
                .reconnect(ReconnectPolicy.fixed(BETWEEN))
                .listener(new Events());
    }

    private AsyncMqttClient client(String... names) {
        return AsyncMqttClient.create(servers(() -> 0.5, names).build());
    }

    private static void refuse(ScriptedServer server, ConnectReasonCode code) {
        server.onConnect = connect -> new ConnAck(false, code, ConnAck.Properties.NONE);
    }

    @Test
    void takesTheFirstServerThatAccepts() {
        now(client("down", "server", "second").connect());
        assertEquals(1, server.peers.size());
        assertEquals(0, second.peers.size());
        assertEquals(List.of("disconnected ServerUnavailableException", "connected"), events);
    }

    @Test
    void goesOnFromAServerThatIsUnavailable() {
        refuse(server, ConnectReasonCode.SERVER_UNAVAILABLE);
        now(client("server", "second").connect());
        assertEquals(1, server.peers.size());
        assertEquals(1, second.peers.size());
    }

    @Test
    void goesOnFromAServerThatIsSilent() {
        server.script = (peer, packet) -> true;
        transport.silence("nobody");
        AsyncMqttClient client = AsyncMqttClient.create(servers(() -> 0.5, "nobody", "server", "second")
                .networkTimeout(Duration.ofSeconds(2))
                .build());
        CompletionStage<?> connecting = client.connect();
        transport.advance(Duration.ofSeconds(4));
        now(connecting);
        assertEquals(1, second.peers.size());
    }

    @Test
    void doesNotTryAWrongPasswordEverywhere() {
        refuse(server, ConnectReasonCode.BAD_USER_NAME_OR_PASSWORD);
        failure(client("server", "second").connect(), BadCredentialsException.class);
        assertEquals(0, second.peers.size());
    }

    @Test
    void failsWhenAllHaveFailedAndTellsEachReason() {
        ServerUnavailableException failure =
                failure(client("down", "away", "gone").connect(), ServerUnavailableException.class);
        assertTrue(message(failure).contains("memory://gone"), failure::toString);
        assertEquals(2, failure.getSuppressed().length);
        assertTrue(message(failure.getSuppressed()[0]).contains("memory://down"));
        assertTrue(message(failure.getSuppressed()[1]).contains("memory://away"));
        transport.advance(Duration.ofHours(1));
        assertEquals(3, events.size(), events::toString);
    }

    @Test
    void beginsAgainWithTheFirstWhenTheConnectionIsLost() {
        AsyncMqttClient client = client("down", "server", "second");
        now(client.connect());
        server.close();
        server.latest().cut();
        transport.runReady();
        assertEquals(0, second.peers.size(), "the policy says when");
        transport.advance(BETWEEN);
        assertEquals(1, second.peers.size());
        assertTrue(client.isConnected());
        ScriptedServer back = new ScriptedServer(transport, Endpoint.memory("down"));
        second.latest().cut();
        transport.runReady();
        transport.advance(BETWEEN);
        assertEquals(1, back.peers.size());
    }

    @Test
    void waitsOnlyAfterAWholeRound() {
        AsyncMqttClient client = client("server", "second");
        now(client.connect());
        server.close();
        second.close();
        server.latest().cut();
        transport.runReady();
        events.clear();
        transport.advance(BETWEEN);
        assertEquals(2, events.size(), "one round: " + events);
        transport.advance(BETWEEN);
        assertEquals(4, events.size(), "and another: " + events);
        ScriptedServer back = new ScriptedServer(transport, Endpoint.memory("second"));
        transport.advance(BETWEEN);
        assertEquals(1, back.peers.size());
    }

    @Test
    void shufflesWhenAsked() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            AsyncMqttClient client = AsyncMqttClient.create(servers(random::nextDouble, "server", "second")
                    .shuffleServers(true)
                    .build());
            now(client.connect());
            client.close();
            transport.runReady();
        }
        assertTrue(server.peers.size() > 5 && second.peers.size() > 5, "seed " + seed);
        assertEquals(60, server.peers.size() + second.peers.size());
    }

    private static ConnAck refers(ConnectReasonCode code) {
        return new ConnAck(
                false,
                code,
                ConnAck.Properties.builder().serverReference("other").build());
    }

    @Test
    void goesOnFromAServerThatItWasReferredTo() {
        server.onConnect = connect -> refers(ConnectReasonCode.USE_ANOTHER_SERVER);
        AsyncMqttClient client = AsyncMqttClient.create(servers(() -> 0.5, "server", "second")
                .serverReferences(ServerReferences.to("other"))
                .build());
        now(client.connect());
        assertEquals(1, server.peers.size());
        assertEquals(1, second.peers.size());
        assertEquals(List.of("disconnected ServerUnavailableException", "connected"), events);
    }

    @Test
    void laterRoundsGoWhereAServerHasMovedTo() {
        server.onConnect = connect -> refers(ConnectReasonCode.SERVER_MOVED);
        AsyncMqttClient client = AsyncMqttClient.create(servers(() -> 0.5, "server", "second")
                .serverReferences(ServerReferences.to("other"))
                .build());
        now(client.connect());
        assertEquals(1, second.peers.size(), "the one it moved to is down");
        ScriptedServer other = new ScriptedServer(transport, Endpoint.memory("other"));
        second.latest().cut();
        transport.runReady();
        transport.advance(BETWEEN);
        assertEquals(1, other.peers.size());
        assertEquals(1, server.peers.size());
    }

    @Test
    void speaksTheNewerVersionToTheNextServer() {
        server.script = (peer, packet) -> {
            peer.connection().close();
            return true;
        };
        AsyncMqttClient client = AsyncMqttClient.create(
                servers(() -> 0.5, "server", "second").fallBack().build());
        now(client.connect());
        assertEquals(2, server.received(Connect.class).size());
        assertEquals(ProtocolVersion.V5_0, second.received(Connect.class).get(0).version());
    }

    @Test
    void needsAServer() {
        assertThrows(IllegalArgumentException.class, () -> ClientOptions.builder(List.<Endpoint>of(), "client"));
    }
}
