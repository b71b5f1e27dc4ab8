package io.mqttstack.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import io.mqttstack.codec.statements.Shows;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receiver's side of the three QoS levels. */
class InboundTest {

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    @Shows({"3.1.1 kept MQTT-4.6.0-2", "5.0 kept MQTT-4.6.0-2"})
    void acknowledgesQoS1InTheOrderOfArrival(ProtocolVersion version) {
        SessionFixture fixture = SessionFixture.of(version, true);
        fixture.connect(false);
        fixture.receive(1, QoS.AT_LEAST_ONCE, false);
        fixture.receive(2, QoS.AT_LEAST_ONCE, false);
        fixture.receive(3, QoS.AT_LEAST_ONCE, false);
        fixture.acknowledge(fixture.delivered.get(2));
        fixture.acknowledge(fixture.delivered.get(1));
        assertEquals(List.of(), fixture.taken(), "[MQTT-4.6.0-2]");
        fixture.acknowledge(fixture.delivered.get(0));
        fixture.acknowledge(fixture.delivered.get(0));
        assertEquals(List.of(new PubAck(1), new PubAck(2), new PubAck(3)), fixture.taken());
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    @Shows({
        "3.1.1 kept MQTT-4.3.3-2",
        "5.0 kept MQTT-4.3.3-8",
        "5.0 kept MQTT-4.3.3-10",
        "5.0 kept MQTT-4.3.3-11",
        "5.0 kept MQTT-4.3.3-12"
    })
    void deliversQoS2Once(ProtocolVersion version) {
        SessionFixture fixture = SessionFixture.of(version, true);
        fixture.connect(false);
        fixture.receive(9, QoS.EXACTLY_ONCE, false);
        fixture.receive(9, QoS.EXACTLY_ONCE, true);
        assertEquals(1, fixture.delivered.size());
        assertEquals(List.of(), fixture.taken(), "not before the application has it");
        fixture.acknowledge(fixture.delivered.get(0));
        assertEquals(List.of(new PubRec(9)), fixture.taken());
        fixture.receive(9, QoS.EXACTLY_ONCE, true);
        assertEquals(List.of(new PubRec(9)), fixture.taken(), "[MQTT-4.3.3-10]");
        assertEquals(1, fixture.delivered.size());
        fixture.receive(new PubRel(9));
        assertEquals(List.of(new PubComp(9)), fixture.taken());
        fixture.receive(9, QoS.EXACTLY_ONCE, false);
        assertEquals(2, fixture.delivered.size(), "after PUBCOMP the identifier means a new message");
    }

    @Test
    void doesNotLetQoS2HoldTheAcknowledgementsOfQoS1() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(false);
        fixture.receive(1, QoS.EXACTLY_ONCE, false);
        fixture.receive(2, QoS.AT_LEAST_ONCE, false);
        fixture.acknowledge(fixture.delivered.get(1));
        assertEquals(List.of(new PubAck(2)), fixture.taken());
    }

    @Test
    void isAcknowledgedOnceHoweverOftenAndOnHoweverManyThreads() throws InterruptedException {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(false);
        fixture.receive(1, QoS.AT_LEAST_ONCE, false);
        Inbound inbound = fixture.delivered.get(0);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(
                    i % 2 == 0 ? inbound::acknowledge : () -> inbound.reject(PublishReasonCode.NOT_AUTHORIZED)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        inbound.acknowledge();
        assertEquals(List.of(inbound), fixture.settled);
        fixture.session.settle(inbound);
        assertEquals(1, fixture.taken().size());
    }

    @Test
    void dropsALateAcknowledgementOfQoS1() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.connect(false);
        fixture.receive(1, QoS.AT_LEAST_ONCE, false);
        fixture.session.disconnected();
        fixture.connect(true);
        fixture.receive(1, QoS.AT_LEAST_ONCE, true);
        fixture.acknowledge(fixture.delivered.get(0));
        assertEquals(List.of(), fixture.taken(), "the identifier may mean another message by now");
        fixture.acknowledge(fixture.delivered.get(1));
        assertEquals(List.of(new PubAck(1)), fixture.taken());
    }

    @Test
    void doesNotDeliverQoS2AgainWhileTheFirstIsHandledAcrossAReconnect() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.connect(false);
        fixture.receive(5, QoS.EXACTLY_ONCE, false);
        fixture.session.disconnected();
        fixture.connect(true);
        fixture.receive(5, QoS.EXACTLY_ONCE, true);
        assertEquals(1, fixture.delivered.size());
        fixture.acknowledge(fixture.delivered.get(0));
        assertEquals(List.of(new PubRec(5)), fixture.taken());
    }

    @Test
    void answersARepeatedQoS2ThatWasSettledWhileOffline() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(false);
        fixture.receive(5, QoS.EXACTLY_ONCE, false);
        fixture.session.disconnected();
        fixture.acknowledge(fixture.delivered.get(0));
        fixture.connect(true);
        assertEquals(List.of(), fixture.taken());
        fixture.receive(5, QoS.EXACTLY_ONCE, true);
        assertEquals(List.of(new PubRec(5)), fixture.taken());
        assertEquals(1, fixture.delivered.size());
    }

    @Test
    void forgetsQoS2WithALostSession() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.connect(false);
        fixture.receive(5, QoS.EXACTLY_ONCE, false);
        fixture.session.disconnected();
        fixture.connect(false);
        fixture.receive(5, QoS.EXACTLY_ONCE, false);
        assertEquals(2, fixture.delivered.size());
        fixture.acknowledge(fixture.delivered.get(0));
        assertEquals(List.of(), fixture.taken());
    }

    @Test
    void answersAnUnknownPubRelAsTheVersionSays() {
        SessionFixture v5 = SessionFixture.of(ProtocolVersion.V5_0, true);
        v5.connect(false);
        v5.receive(new PubRel(3));
        assertEquals(
                List.of(new PubComp(3, ReleaseReasonCode.PACKET_IDENTIFIER_NOT_FOUND, ReasonProperties.NONE)),
                v5.taken());
        SessionFixture v3 = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        v3.connect(false);
        v3.receive(new PubRel(3));
        assertEquals(List.of(new PubComp(3)), v3.taken());
    }

    @Test
    @Shows("5.0 kept MQTT-4.3.3-9")
    void rejectsWithTheReasonCodeOn5AndAcknowledgesBefore() {
        SessionFixture v5 = SessionFixture.of(ProtocolVersion.V5_0, true);
        v5.connect(false);
        v5.receive(1, QoS.AT_LEAST_ONCE, false);
        v5.receive(2, QoS.EXACTLY_ONCE, false);
        for (Inbound each : v5.delivered) {
            each.reject(PublishReasonCode.NOT_AUTHORIZED);
        }
        List.copyOf(v5.settled).forEach(v5.session::settle);
        assertEquals(
                List.of(
                        new PubAck(1, PublishReasonCode.NOT_AUTHORIZED, ReasonProperties.NONE),
                        new PubRec(2, PublishReasonCode.NOT_AUTHORIZED, ReasonProperties.NONE)),
                v5.taken());
        v5.receive(2, QoS.EXACTLY_ONCE, false);
        assertEquals(3, v5.delivered.size(), "after a refusing PUBREC the identifier is free [MQTT-4.3.3-9]");
        SessionFixture v3 = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        v3.connect(false);
        v3.receive(1, QoS.AT_LEAST_ONCE, false);
        v3.delivered.get(0).reject(PublishReasonCode.NOT_AUTHORIZED);
        v3.settled.forEach(v3.session::settle);
        assertEquals(List.of(new PubAck(1)), v3.taken());
        assertThrows(IllegalArgumentException.class, () -> v3.delivered.get(0).reject(PublishReasonCode.SUCCESS));
    }

    @Test
    void failsWhenTheServerExceedsOurReceiveMaximum() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(false);
        for (int i = 1; i <= 10; i++) {
            fixture.receive(i, i % 2 == 0 ? QoS.AT_LEAST_ONCE : QoS.EXACTLY_ONCE, false);
        }
        MqttProtocolException failure =
                assertThrows(MqttProtocolException.class, () -> fixture.receive(11, QoS.AT_LEAST_ONCE, false));
        assertEquals(DisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED, failure.reasonCode());
    }

    @Test
    @Shows("5.0 kept MQTT-3.3.2-7")
    void resolvesTopicAliasesOfOneConnection() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(false);
        fixture.receive(aliased(TopicName.of("long/topic"), 4));
        fixture.receive(aliased(TopicName.EMPTY, 4));
        assertEquals("long/topic", fixture.delivered.get(1).message().topic().value());
        fixture.session.disconnected();
        fixture.connect(true);
        MqttProtocolException unknown =
                assertThrows(MqttProtocolException.class, () -> fixture.receive(aliased(TopicName.EMPTY, 4)));
        assertEquals(DisconnectReasonCode.PROTOCOL_ERROR, unknown.reasonCode(), "[MQTT-3.3.2-7]");
        MqttProtocolException above =
                assertThrows(MqttProtocolException.class, () -> fixture.receive(aliased(TopicName.of("a"), 5)));
        assertEquals(DisconnectReasonCode.TOPIC_ALIAS_INVALID, above.reasonCode());
    }

    @Test
    void showsNoPayloadInToString() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(false);
        fixture.receive(new Publish(
                TopicName.of("t"), Bytes.utf8("secret"), QoS.AT_MOST_ONCE, false, false, 0, Publish.Properties.NONE));
        assertTrue(!fixture.delivered.get(0).toString().contains("secret"));
    }

    private static Publish aliased(TopicName topic, int alias) {
        return new Publish(
                topic,
                Bytes.EMPTY,
                QoS.AT_MOST_ONCE,
                false,
                false,
                0,
                Publish.Properties.builder().topicAlias(alias).build());
    }
}
