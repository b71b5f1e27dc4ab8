package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.MqttClient;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of a resumed session that come before their handler does. */
class UnclaimedTest extends EngineFixture {
    private final List<String> got = new ArrayList<>();

    @BeforeEach
    void keep() {
        options.session(SessionOptions.builder()
                .cleanStart(false)
                .acceptUnknownSession()
                .build());
        server.script = (peer, packet) -> {
            if (packet.type() == PacketType.CONNECT) {
                peer.connection().send(new ConnAck(true, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE));
                for (int i = 1; i <= 6; i++) {
                    peer.connection()
                            .send(ScriptedServer.publish(i % 2 == 0 ? "even/" + i : "odd/" + i, i, QoS.AT_LEAST_ONCE));
                }
            }
            return packet.type() == PacketType.CONNECT;
        };
    }

    private void handle(AsyncMqttClient client, String filter) {
        now(client.subscribe(
                Subscribe.to(filter, QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> got.add(topic(delivery))));
    }

    @Test
    void waitForTheirHandlerInOrder() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        transport.advance(Duration.ofSeconds(9));
        assertEquals(0, server.count(PacketType.PUBACK));
        handle(client, "even/#");
        server.latest().send(ScriptedServer.publish("even/8", 8, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(List.of("even/2", "even/4", "even/6", "even/8"), got);
        assertEquals(0, server.count(PacketType.PUBACK), "odd/1 was before them [MQTT-4.6.0-2]");
        handle(client, "odd/#");
        assertEquals(7, got.size());
        assertEquals(7, server.count(PacketType.PUBACK));
        assertEquals(List.of("connected"), events);
    }

    @Test
    void areReportedAndAcknowledgedAfterTenSeconds() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        handle(client, "even/#");
        transport.advance(Duration.ofMillis(9_999));
        assertEquals(List.of("connected"), events);
        transport.advance(Duration.ofMillis(1));
        assertEquals(List.of("connected", "unhandled odd/1", "unhandled odd/3", "unhandled odd/5"), events);
        assertEquals(6, server.count(PacketType.PUBACK));
        server.latest().send(ScriptedServer.publish("odd/7", 7, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals("unhandled odd/7", events.get(4), "later ones do not wait");
    }

    @Test
    void goToTheDefaultHandler() {
        AsyncMqttClient client =
                AsyncMqttClient.create(options.defaultHandler(delivery -> got.add("default " + topic(delivery)))
                        .build());
        now(client.connect());
        handle(client, "even/#");
        transport.advance(Duration.ofSeconds(10));
        assertEquals(List.of("even/2", "even/4", "even/6", "default odd/1", "default odd/3", "default odd/5"), got);
        assertEquals(6, server.count(PacketType.PUBACK));
        assertEquals(List.of("connected"), events);
    }

    @Test
    void slowTheServerWhenTheyFillTheInbox() {
        AsyncMqttClient client = AsyncMqttClient.create(
                options.limits(ClientLimits.DEFAULT.withInbox(4, 10_000)).build());
        server.script = (peer, packet) -> {
            if (packet.type() == PacketType.CONNECT) {
                peer.connection().send(new ConnAck(true, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE));
                for (int i = 1; i <= 6; i++) {
                    peer.connection().send(ScriptedServer.publish("t", 0, QoS.AT_MOST_ONCE));
                }
            }
            return packet.type() == PacketType.CONNECT;
        };
        now(client.connect());
        assertEquals(4, client.stats().receivedMessages(), "reading is paused, nothing is dropped");
        transport.advance(Duration.ofSeconds(10));
        assertEquals(6, client.stats().receivedMessages());
        assertEquals(6, events.stream().filter("unhandled t"::equals).count());
    }

    @Test
    void doNotFillTheInboxOfABlockingClientThatIsUsedThroughItsOtherFace() {
        MqttClient client = MqttClient.create(
                options.limits(ClientLimits.DEFAULT.withInbox(6, 10_000)).build());
        now(client.async().connect());
        handle(client.async(), "even/#");
        assertEquals(List.of("even/2", "even/4", "even/6"), got);
        transport.advance(Duration.ofSeconds(10));
        assertTrue(
                events.containsAll(List.of("unhandled odd/1", "unhandled odd/3", "unhandled odd/5")),
                events.toString());
        server.latest().send(ScriptedServer.publish("odd/7", 7, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertTrue(events.contains("unhandled odd/7"));
        assertEquals(7, server.count(PacketType.PUBACK));
    }

    @Test
    void stayForReceiveWhereThatIsUsed() {
        MqttClient client = MqttClient.create(options.build());
        now(client.async().connect());
        assertEquals("odd/1", client.receive().orElseThrow().topic().value());
        transport.advance(Duration.ofSeconds(10));
        assertEquals("even/2", client.receive().orElseThrow().topic().value());
        assertEquals(List.of("connected"), events);
    }

    @Test
    void doNotHoldUpHandlersWhereNobodyTakesThemAnyMore() {
        MqttClient client = MqttClient.create(
                options.limits(ClientLimits.DEFAULT.withInbox(6, 10_000)).build());
        now(client.async().connect());
        handle(client.async(), "even/#");
        assertEquals("odd/1", client.receive().orElseThrow().topic().value());
        for (int i = 11; i <= 13; i += 2) {
            server.latest().send(ScriptedServer.publish("odd/" + i, i, QoS.AT_LEAST_ONCE));
        }
        transport.advance(Duration.ofSeconds(10));
        assertEquals(List.of("connected"), events, "somebody took one within this time");
        assertEquals(2, server.count(PacketType.PUBACK), "no more can come: our Receive Maximum is 6");
        transport.advance(Duration.ofSeconds(10));
        assertEquals(8, server.count(PacketType.PUBACK));
        assertEquals(
                List.of("connected", "unhandled odd/3", "unhandled odd/5", "unhandled odd/11", "unhandled odd/13"),
                events);
        assertEquals(Optional.empty(), client.receive());
    }

    @Test
    void stayForReceiveHoweverSeldomWhereThereAreNoOtherHandlers() {
        MqttClient client = MqttClient.create(options.build());
        now(client.async().connect());
        for (int i = 1; i <= 6; i++) {
            assertTrue(client.receive().orElseThrow().topic().value().endsWith("/" + i));
            transport.advance(Duration.ofSeconds(60));
        }
        assertEquals(List.of("connected"), events);
    }
}
