package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.statements.Shows;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over a connection first, last, and not at all. */
class WireTest extends EngineFixture {

    /** Answers the CONNECT with bytes of any kind, and notes whether the client closes. */
    private static final class Raw implements ByteHandler {
        private final byte[] answer;
        private boolean answered;
        private boolean closed;

        Raw(String hex) {
            answer = HexFormat.of().parseHex(hex.replace(" ", ""));
        }

        @Override
        public void opened(ByteConnection connection) {}

        @Override
        public void received(ByteConnection connection, byte[] data, int offset, int length) {
            if (!answered) {
                answered = true;
                connection.output(answer.length).put(answer);
                connection.flush();
            }
        }

        @Override
        public void closed(ByteConnection connection, Optional<TransportException> cause) {
            closed = true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "21 02 00 00",
                "20 02 00 00 | 41 02 00 01",
                "20 02 00 00 | 60 02 00 01",
                "20 02 00 00 | 91 03 00 01 00",
                "20 02 00 00 | b2 02 00 01",
                "20 02 00 00 | d1 00",
                "20 02 00 00 | 20 02 00 00",
                "20 02 00 00 | 00 00",
                "20 02 00 00 | f0 00",
                "20 02 00 00 | 82 06 00 01 00 01 61 00",
                "20 02 00 00 | 30 ff ff ff ff 01",
                "d0 00"
            })
    @Shows({"3.1.1 kept MQTT-2.2.2-2", "3.1.1 kept MQTT-4.8.0-1"})
    void closesWhenTheServerBreaksTheProtocol(String bytes) {
        Endpoint there = Endpoint.memory("raw");
        Raw raw = new Raw(bytes.replace("|", ""));
        transport.listen(there, ConnectOptions.DEFAULT, connection -> raw);
        AsyncMqttClient client = AsyncMqttClient.create(ClientOptions.builder(there, "client")
                .version(ProtocolVersion.V3_1_1)
                .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
                .listener(new Events())
                .build());
        client.connect();
        transport.runReady();
        assertTrue(raw.closed, bytes);
        assertFalse(client.isConnected());
        assertEquals(
                "disconnected MqttException", events.get(events.size() - 1), "and says that the protocol was broken");
        client.close();
    }

    @Test
    @Shows("5.0 kept MQTT-4.13.2-1")
    void closesAfterARefusalThoughTheServerLeavesTheConnectionOpen() {
        server.onConnect = connect -> new ConnAck(false, ConnectReasonCode.NOT_AUTHORIZED);
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        failure(client.connect(), MqttException.class);
        transport.runReady();
        assertTrue(server.latest().isClosed());
        server.sessionPresent(false);
        now(client.connect());
        server.latest().send(new Disconnect(DisconnectReasonCode.SERVER_SHUTTING_DOWN));
        transport.runReady();
        assertTrue(server.latest().isClosed());
        transport.advance(Duration.ofSeconds(5));
        assertTrue(client.isConnected());
        server.latest()
                .send(ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE), new ConnAck(false, ConnectReasonCode.SUCCESS));
        transport.runReady();
        assertTrue(server.peers.get(2).isClosed(), "what the client finds wrong ends the connection too");
        assertEquals(
                PacketType.DISCONNECT,
                server.received.get(server.received.size() - 1).type());
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({"3.1.1 kept MQTT-3.1.0-1", "5.0 kept MQTT-3.1.0-1"})
    void saysConnectFirst(ProtocolVersion version) {
        AsyncMqttClient client = AsyncMqttClient.create(
                options.version(version).session(SessionOptions.kept()).build());
        client.subscribe(Subscribe.to("a", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {});
        server.script = (peer, packet) -> packet.type() == PacketType.CONNECT;
        client.connect();
        transport.runReady();
        client.publish(message("a", QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(List.of(PacketType.CONNECT), types());
        server.latest().send(new ConnAck(false, ConnectReasonCode.SUCCESS));
        transport.runReady();
        assertEquals(List.of(PacketType.CONNECT, PacketType.SUBSCRIBE, PacketType.PUBLISH), types());
    }

    private List<PacketType> types() {
        return server.received.stream().map(Packet::type).toList();
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({"3.1.1 kept MQTT-3.14.4-1", "3.1.1 kept MQTT-3.14.4-2", "5.0 kept MQTT-3.14.4-1", "5.0 kept MQTT-3.14.4-2"})
    void saysDisconnectLastAndCloses(ProtocolVersion version) {
        AsyncMqttClient client = AsyncMqttClient.create(options.version(version).build());
        now(client.connect());
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        server.script = (peer, packet) -> true;
        for (int i = 0; i < 100; i++) {
            client.publish(message("a", QoS.AT_LEAST_ONCE));
            if (i == 50) {
                server.latest().send(ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE));
                client.disconnect(DisconnectOptions.DEFAULT);
            }
        }
        server.latest().send(ScriptedServer.publish("a", 2, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(1, server.count(PacketType.DISCONNECT));
        assertEquals(PacketType.DISCONNECT, types().get(types().size() - 1));
        assertTrue(server.latest().isClosed(), "though the server did not close");
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({"3.1.1 kept MQTT-4.5.0-2", "5.0 kept MQTT-4.5.0-2"})
    void acknowledgesWhatNobodySubscribedTo(ProtocolVersion version) {
        AsyncMqttClient client = AsyncMqttClient.create(options.version(version).build());
        now(client.connect());
        server.latest()
                .send(
                        ScriptedServer.publish("nobody", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("nobody", 2, QoS.EXACTLY_ONCE));
        transport.advance(Duration.ofSeconds(10));
        assertEquals(List.of(PacketType.CONNECT, PacketType.PUBACK, PacketType.PUBREC, PacketType.PUBCOMP), types());
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void staysConnectedForAWeekOfKeepAlive(ProtocolVersion version) {
        AsyncMqttClient client = AsyncMqttClient.create(
                options.version(version).keepAlive(Duration.ofSeconds(60)).build());
        now(client.connect());
        transport.advance(Duration.ofDays(7));
        assertTrue(client.isConnected());
        assertEquals(1, server.peers.size());
        assertEquals(7 * 24 * 60, server.count(PacketType.PINGREQ));
        assertEquals(List.of("connected"), events);
    }
}
