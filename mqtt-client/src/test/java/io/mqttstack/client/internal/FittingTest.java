package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.statements.Shows;
import org.junit.jupiter.api.Test;

/** What we say leaves out what would make a packet too large for the server. */
class FittingTest extends EngineFixture {
    private static final ReasonProperties BOTH = ReasonProperties.builder()
            .reasonString("because")
            .userProperty("a-long-name", "a-long-value")
            .build();
    private static final ReasonProperties REASON =
            ReasonProperties.builder().reasonString("because").build();

    private AsyncMqttClient rejecting(long maximumPacketSize) {
        server.properties(ConnAck.Properties.builder()
                .maximumPacketSize(maximumPacketSize)
                .build());
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        now(client.subscribe(
                Subscribe.to("#", QoS.EXACTLY_ONCE),
                AckMode.MANUAL,
                delivery -> delivery.reject(PublishReasonCode.NOT_AUTHORIZED, BOTH)));
        return client;
    }

    private PubAck pubAck(long maximumPacketSize) {
        AsyncMqttClient client = rejecting(maximumPacketSize);
        server.latest().send(ScriptedServer.publish("a", 7, QoS.AT_LEAST_ONCE));
        transport.runReady();
        client.close();
        var all = server.received(PubAck.class);
        return all.get(all.size() - 1);
    }

    private PubRec pubRec(long maximumPacketSize) {
        AsyncMqttClient client = rejecting(maximumPacketSize);
        server.latest().send(ScriptedServer.publish("a", 7, QoS.EXACTLY_ONCE));
        transport.runReady();
        client.close();
        var all = server.received(PubRec.class);
        return all.get(all.size() - 1);
    }

    @Test
    @Shows({"5.0 kept MQTT-3.4.2-2", "5.0 kept MQTT-3.4.2-3"})
    void leavesOutOfPubAck() {
        assertEquals(BOTH, pubAck(100).properties());
        assertEquals(REASON, pubAck(20).properties());
        PubAck shortest = pubAck(15);
        assertEquals(ReasonProperties.NONE, shortest.properties());
        assertEquals(PublishReasonCode.NOT_AUTHORIZED, shortest.reasonCode());
    }

    @Test
    @Shows({"5.0 kept MQTT-3.5.2-2", "5.0 kept MQTT-3.5.2-3"})
    void leavesOutOfPubRec() {
        assertEquals(BOTH, pubRec(100).properties());
        assertEquals(REASON, pubRec(20).properties());
        PubRec shortest = pubRec(15);
        assertEquals(ReasonProperties.NONE, shortest.properties());
        assertEquals(PublishReasonCode.NOT_AUTHORIZED, shortest.reasonCode());
    }

    @Test
    @Shows({"5.0 kept MQTT-3.6.2-2", "5.0 kept MQTT-3.6.2-3", "5.0 kept MQTT-3.7.2-2", "5.0 kept MQTT-3.7.2-3"})
    void neverExplainsPubRelAndPubComp() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        now(client.publish(message("a", QoS.EXACTLY_ONCE)));
        server.latest().send(new PubRec(99), new PubRel(98));
        transport.runReady();
        assertEquals(2, server.received(PubRel.class).size());
        server.received(PubRel.class).forEach(each -> assertEquals(ReasonProperties.NONE, each.properties()));
        assertEquals(1, server.received(PubComp.class).size());
        server.received(PubComp.class).forEach(each -> assertEquals(ReasonProperties.NONE, each.properties()));
    }

    private Disconnect disconnect(long maximumPacketSize, DisconnectOptions how) {
        AsyncMqttClient client = rejecting(maximumPacketSize);
        now(client.disconnect(how));
        var all = server.received(Disconnect.class);
        return all.get(all.size() - 1);
    }

    @Test
    @Shows({"5.0 kept MQTT-3.14.2-3", "5.0 kept MQTT-3.14.2-4"})
    void leavesOutOfDisconnect() {
        DisconnectOptions how = DisconnectOptions.builder()
                .publishWill()
                .sessionExpiryInterval(0)
                .reasonString("because")
                .userProperty("a-long-name", "a-long-value")
                .build();
        assertEquals(how.properties(), disconnect(100, how).properties());
        Disconnect shorter = disconnect(21, how);
        assertEquals("because", shorter.properties().reasonString().orElseThrow());
        assertEquals(0, shorter.properties().userProperties().size());
        Disconnect shortest = disconnect(15, how);
        assertEquals(DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE, shortest.reasonCode());
        assertEquals(0, shortest.properties().sessionExpiryInterval().orElseThrow());
        assertEquals(true, shortest.properties().reasonString().isEmpty());
    }

    @Test
    void refusesWhatDisconnectCannotSay() {
        AsyncMqttClient five = AsyncMqttClient.create(options.build());
        assertThrows(
                IllegalArgumentException.class,
                () -> five.disconnect(
                        DisconnectOptions.builder().sessionExpiryInterval(5).build()));
        AsyncMqttClient three =
                AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> three.disconnect(
                        DisconnectOptions.builder().reasonString("because").build()));
        assertThrows(
                IllegalArgumentException.class,
                () -> three.disconnect(DisconnectOptions.builder().publishWill().build()));
    }
}
