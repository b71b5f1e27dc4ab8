package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.BadVersionException;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.ServerUnavailableException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.internal.connect.Course;
import io.mqttstack.client.options.ConnectProperties;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.ServerReferences;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which server the client goes to, and in which version. */
class CourseTest extends EngineFixture {
    private final ScriptedServer other = new ScriptedServer(transport, Endpoint.memory("other"));

    private List<ProtocolVersion> versions() {
        return server.received(Connect.class).stream().map(Connect::version).toList();
    }

    /** Refuses 5.0 as servers do that speak 3.1.1 only: with a CONNACK of theirs. */
    private void speaks311Only() {
        server.script = (peer, packet) -> {
            if (packet instanceof Connect connect && connect.version() == ProtocolVersion.V5_0) {
                var raw = peer.connection();
                raw.send(new ConnAck(false, ConnectReasonCode.UNSUPPORTED_PROTOCOL_VERSION));
                raw.flush();
                return true;
            }
            return false;
        };
    }

    @Test
    void fallsBackWhereTheServerRefusesTheVersion() {
        speaks311Only();
        AsyncMqttClient client = AsyncMqttClient.create(options.fallBack().build());
        assertEquals("client", now(client.connect()).clientIdentifier());
        assertEquals(List.of(ProtocolVersion.V5_0, ProtocolVersion.V3_1_1), versions());
        assertEquals(List.of("connected"), events);
        now(client.subscribe(Subscribe.to("a", QoS.EXACTLY_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        now(client.publish(message("a", QoS.EXACTLY_ONCE)));
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertTrue(client.isConnected());
        assertEquals(ProtocolVersion.V3_1_1, versions().get(2), "it stays with what the server speaks");
    }

    /** A server that knows only 3.1.1 writes its CONNACK so too. */
    @Test
    void fallsBackWhereAnOldServerRefusesInItsOwnForm() {
        server.script = (peer, packet) -> {
            boolean newer = packet instanceof Connect connect && connect.version() == ProtocolVersion.V5_0;
            if (newer) {
                peer.connection().bytes().output(4).put(new byte[] {0x20, 2, 0, 1});
                peer.connection().flush();
                peer.connection().close();
            }
            return newer;
        };
        AsyncMqttClient client = AsyncMqttClient.create(options.fallBack().build());
        now(client.connect());
        assertEquals(List.of(ProtocolVersion.V5_0, ProtocolVersion.V3_1_1), versions());
    }

    @Test
    void fallsBackWhereTheServerHangsUp() {
        server.script = (peer, packet) -> {
            boolean newer = packet instanceof Connect connect && connect.version() == ProtocolVersion.V5_0;
            if (newer) {
                peer.connection().close();
            }
            return newer;
        };
        AsyncMqttClient client = AsyncMqttClient.create(options.fallBack().build());
        now(client.connect());
        assertEquals(List.of(ProtocolVersion.V5_0, ProtocolVersion.V3_1_1), versions());
    }

    @Test
    void saysThatTheVersionIsWrongUnlessItMayFallBack() {
        speaks311Only();
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        failure(client.connect(), BadVersionException.class);
        assertEquals(List.of(ProtocolVersion.V5_0), versions());
    }

    @Test
    void triesBothVersionsAgainWithEachConnect() {
        server.script = (peer, packet) -> {
            peer.connection().close();
            return true;
        };
        AsyncMqttClient client = AsyncMqttClient.create(options.fallBack().build());
        failure(client.connect(), ServerUnavailableException.class);
        failure(client.connect(), ServerUnavailableException.class);
        assertEquals(
                List.of(ProtocolVersion.V5_0, ProtocolVersion.V3_1_1, ProtocolVersion.V5_0, ProtocolVersion.V3_1_1),
                versions());
    }

    @Test
    void doesNotFallBackOnceVersion5WasAccepted() {
        AsyncMqttClient client = AsyncMqttClient.create(options.fallBack().build());
        now(client.connect());
        server.script = (peer, packet) -> {
            peer.connection().close();
            return true;
        };
        server.latest().cut();
        transport.advance(Duration.ofSeconds(15));
        assertFalse(versions().contains(ProtocolVersion.V3_1_1));
        assertTrue(versions().size() > 2);
    }

    @Test
    void leavesOutOfConnectWhatTheOlderVersionLacksAndRefusesItElsewhere() {
        speaks311Only();
        AsyncMqttClient client = AsyncMqttClient.create(options.fallBack()
                .session(SessionOptions.kept(60))
                .properties(ConnectProperties.builder().userProperty("a", "b").build())
                .will(Message.builder(TopicName.of("will")).contentType("text").build(), Duration.ofSeconds(5))
                .build());
        now(client.connect());
        var withProperties = client.publish(
                Message.builder(TopicName.of("a")).contentType("text").build());
        Connect connect = server.received(Connect.class).get(1);
        assertFalse(connect.cleanStart());
        assertEquals("will", connect.will().orElseThrow().topic().value());
        assertTrue(message(failure(withProperties, MqttException.class)).contains("V3_1_1"));
        var withOptions = client.subscribe(
                Subscribe.to("a", QoS.AT_MOST_ONCE).withNoLocal(true), AckMode.AFTER_HANDLER, delivery -> {});
        assertTrue(message(failure(withOptions, MqttException.class)).contains("V3_1_1"));
        now(client.disconnect(DisconnectOptions.builder().publishWill().build()));
        assertEquals(new Disconnect(), server.received(Disconnect.class).get(0));
    }

    private static ConnAck refers(ConnectReasonCode code, String reference) {
        return new ConnAck(
                false,
                code,
                ConnAck.Properties.builder().serverReference(reference).build());
    }

    @Test
    void followsAReferenceForNowAndComesBackLater() {
        server.onConnect = connect -> refers(ConnectReasonCode.USE_ANOTHER_SERVER, "unknown other");
        AsyncMqttClient client = AsyncMqttClient.create(
                options.serverReferences(ServerReferences.to("OTHER")).build());
        now(client.connect());
        assertEquals(1, other.peers.size());
        server.sessionPresent(false);
        other.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertTrue(client.isConnected());
        assertEquals(2, server.peers.size());
    }

    @Test
    void staysWhereItWasSentForGood() {
        AsyncMqttClient client = AsyncMqttClient.create(
                options.serverReferences(ServerReferences.to("other")).build());
        now(client.connect());
        server.latest()
                .send(new Disconnect(
                        DisconnectReasonCode.SERVER_MOVED,
                        Disconnect.Properties.builder().serverReference("other").build()));
        transport.runReady();
        assertTrue(client.isConnected());
        assertEquals(1, other.peers.size());
        assertEquals(List.of("connected", "disconnected ServerUnavailableException", "connected"), events);
        other.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertEquals(2, other.peers.size());
        assertEquals(1, server.peers.size());
    }

    @Test
    void followsNoReferenceThatIsNotAllowed() {
        server.onConnect = connect -> refers(ConnectReasonCode.USE_ANOTHER_SERVER, "other");
        for (ServerReferences rule : List.of(ServerReferences.IGNORED, ServerReferences.to("elsewhere"))) {
            AsyncMqttClient client =
                    AsyncMqttClient.create(options.serverReferences(rule).build());
            failure(client.connect(), ServerUnavailableException.class);
        }
        assertEquals(0, other.peers.size());
    }

    @Test
    void followsNoMoreReferencesThanAllowed() {
        server.onConnect = connect -> refers(ConnectReasonCode.SERVER_MOVED, "other");
        other.onConnect = connect -> refers(ConnectReasonCode.SERVER_MOVED, "server");
        AsyncMqttClient client = AsyncMqttClient.create(
                options.serverReferences(ServerReferences.to("other", "server")).build());
        failure(client.connect(), ServerUnavailableException.class);
        assertEquals(2, server.peers.size());
        assertEquals(2, other.peers.size());
        assertThrows(IllegalArgumentException.class, () -> new ServerReferences(java.util.Set.of(), 17));
    }

    /** At full speed it would never come back from here. */
    @Test
    void doesNotGoToAndFroBetweenServersThatAcceptAndReferToEachOther() {
        server.script = (peer, packet) -> refersOn(peer, packet, "other");
        other.script = (peer, packet) -> refersOn(peer, packet, "server");
        AsyncMqttClient client = AsyncMqttClient.create(
                options.serverReferences(ServerReferences.to("other", "server")).build());
        client.connect();
        transport.runReady();
        assertEquals(2, server.peers.size());
        assertEquals(2, other.peers.size());
        transport.advance(Duration.ofSeconds(5));
        assertEquals(4, server.peers.size(), "after the wait it begins anew");
    }

    private static boolean refersOn(ScriptedServer.Peer peer, Packet packet, String reference) {
        if (packet.type() == PacketType.CONNECT) {
            peer.connection().send(new ConnAck(false, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE));
            peer.connection()
                    .send(new Disconnect(
                            DisconnectReasonCode.USE_ANOTHER_SERVER,
                            Disconnect.Properties.builder()
                                    .serverReference(reference)
                                    .build()));
        }
        return packet.type() == PacketType.CONNECT;
    }

    @Test
    void readsReferencesAndNeverLeavesTls() {
        Endpoint plain = Endpoint.tcp("here", 1883);
        Endpoint secure = Endpoint.tls("here", 8884);
        assertEquals(Optional.of(Endpoint.tcp("there", 1883)), Course.parse("there", plain));
        assertEquals(Optional.of(Endpoint.tcp("there", 99)), Course.parse("there:99", plain));
        assertEquals(Optional.of(Endpoint.tls("fe80::1", 99)), Course.parse("[fe80::1]:99", secure));
        assertEquals(Optional.of(Endpoint.tls("there", 8884)), Course.parse("there", secure));
        assertEquals(Optional.of(Endpoint.tls("there", 8883)), Course.parse("mqtts://there", plain));
        assertEquals(Optional.empty(), Course.parse("mqtt://there", secure));
        assertEquals(Optional.empty(), Course.parse("ws://there", secure));
        assertEquals(
                Optional.of(Endpoint.webSocket(true, "there", 443, "/here")),
                Course.parse("there", Endpoint.webSocket(true, "here", 443, "/here")));
        for (String wrong : List.of("", ":1", "there:99999", "a b", "user@there", "ftp://there")) {
            assertEquals(Optional.empty(), Course.parse(wrong, plain), wrong);
        }
    }

    @Test
    void doesNotFallBackForAFailureOfItsOwnThatClosedTheConnection() {
        Course course = new Course(options.fallBack().build(), () -> 0.5);
        assertFalse(course.turns(new MqttException("the session store has failed", null, null, false), true));
        assertTrue(course.turns(new MqttException("the server has closed the connection", null, null, true), true));
    }
}
