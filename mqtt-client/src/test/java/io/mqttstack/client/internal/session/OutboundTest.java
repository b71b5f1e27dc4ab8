package io.mqttstack.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.Message;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.internal.session.SessionFixture.Ending;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import io.mqttstack.codec.statements.Shows;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sender's side of the three QoS levels. */
class OutboundTest {

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void completesQoS0WhenItIsHandedOver(ProtocolVersion version) {
        SessionFixture fixture = SessionFixture.of(version, false);
        fixture.connect(false);
        Ending ending = fixture.publish("a", QoS.AT_MOST_ONCE);
        Publish publish = fixture.publishAt(0);
        assertEquals(0, publish.packetIdentifier());
        assertFalse(publish.duplicate());
        assertEquals(Outcome.DELIVERED, ending.outcome());
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    @Shows({"3.1.1 kept MQTT-4.3.2-1", "5.0 kept MQTT-4.3.2-1"})
    void completesQoS1WithItsPubAck(ProtocolVersion version) {
        SessionFixture fixture = SessionFixture.of(version, false);
        fixture.connect(false);
        Ending ending = fixture.publish("a", QoS.AT_LEAST_ONCE);
        int identifier = fixture.publishAt(0).packetIdentifier();
        assertNotEquals(0, identifier);
        assertNull(ending.outcome());
        fixture.receive(new PubAck(identifier));
        assertEquals(Outcome.DELIVERED, ending.outcome());
        assertFalse(fixture.session.awaitingReply());
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    @Shows({"3.1.1 kept MQTT-4.3.3-1", "5.0 kept MQTT-4.3.3-4", "5.0 kept MQTT-4.3.3-6"})
    void completesQoS2WithItsPubComp(ProtocolVersion version) {
        SessionFixture fixture = SessionFixture.of(version, false);
        fixture.connect(false);
        Ending ending = fixture.publish("a", QoS.EXACTLY_ONCE);
        int identifier = fixture.publishAt(0).packetIdentifier();
        fixture.taken();
        fixture.receive(new PubRec(identifier));
        assertEquals(List.of(new PubRel(identifier)), fixture.taken());
        assertNull(ending.outcome());
        fixture.receive(new PubRec(identifier));
        assertEquals(List.of(new PubRel(identifier)), fixture.taken());
        fixture.receive(new PubComp(identifier));
        assertEquals(Outcome.DELIVERED, ending.outcome());
        fixture.receive(new PubComp(identifier));
        assertEquals(List.of(), fixture.taken());
    }

    @Test
    void saysWhyTheServerRefused() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, false);
        fixture.connect(false);
        Ending one = fixture.publish("a", QoS.AT_LEAST_ONCE);
        Ending two = fixture.publish("a", QoS.EXACTLY_ONCE);
        PubAck refusal = new PubAck(
                fixture.publishAt(0).packetIdentifier(), PublishReasonCode.QUOTA_EXCEEDED, ReasonProperties.NONE);
        PubRec other = new PubRec(
                fixture.publishAt(1).packetIdentifier(), PublishReasonCode.NOT_AUTHORIZED, ReasonProperties.NONE);
        fixture.taken();
        fixture.receive(refusal);
        fixture.receive(other);
        assertEquals(Outcome.REFUSED, one.outcome());
        assertEquals(refusal, one.result.packet().orElseThrow());
        assertEquals(Outcome.REFUSED, two.outcome());
        assertEquals(List.of(), fixture.taken(), "no PUBREL after a refusing PUBREC");
        assertEquals(0, fixture.session.outboundMessages());
    }

    @Test
    @Shows({"5.0 kept MQTT-3.3.4-7", "5.0 kept MQTT-3.3.4-8", "5.0 kept MQTT-4.9.0-2"})
    void keepsToTheReceiveMaximumOfTheServer() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, false);
        fixture.connect(false, ConnAck.Properties.builder().receiveMaximum(2).build());
        for (int i = 0; i < 5; i++) {
            fixture.publish("t" + i, QoS.AT_LEAST_ONCE);
        }
        Ending unreliable = fixture.publish("zero", QoS.AT_MOST_ONCE);
        assertEquals(Outcome.DELIVERED, unreliable.outcome(), "QoS 0 takes no quota");
        assertEquals(List.of("t0", "t1", "zero"), topics(fixture));
        fixture.receive(new PubAck(fixture.publishAt(0).packetIdentifier()));
        assertEquals(List.of("t0", "t1", "zero", "t2"), topics(fixture));
        fixture.subscribe("still/works");
        assertEquals(5, fixture.sent.size(), "the quota holds PUBLISH only [MQTT-3.3.4-8]");
    }

    @Test
    void sendsWhatWaitedInOrder() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.publish("a", QoS.AT_LEAST_ONCE);
        fixture.publish("b", QoS.AT_MOST_ONCE);
        fixture.publish("c", QoS.EXACTLY_ONCE);
        fixture.connect(false);
        assertEquals(List.of("a", "b", "c"), topics(fixture));
    }

    @Test
    void stopsWhileTheConnectionTakesNoMore() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.connect(false);
        fixture.writable = false;
        Ending ending = fixture.publish("a", QoS.AT_MOST_ONCE);
        assertNull(ending.outcome());
        fixture.writable = true;
        fixture.session.pump(0);
        assertEquals(Outcome.DELIVERED, ending.outcome());
    }

    @Test
    void awaitsAReplyWhileTheConnectionTakesNoMore() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.connect(false);
        assertFalse(fixture.session.awaitingReply());
        fixture.writable = false;
        fixture.publish("a", QoS.AT_LEAST_ONCE);
        assertTrue(fixture.session.awaitingReply(), "the server may not read before we do");
    }

    @Test
    @Shows({
        "3.1.1 kept MQTT-2.3.1-3",
        "3.1.1 kept MQTT-3.3.1-1",
        "3.1.1 kept MQTT-4.4.0-1",
        "3.1.1 kept MQTT-4.6.0-1",
        "3.1.1 kept MQTT-4.6.0-4"
    })
    void resendsInOrderWithDupWhenTheSessionIsResumed() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.connect(false);
        for (String topic : List.of("a", "b", "c", "d")) {
            fixture.publish(topic, topic.equals("a") || topic.equals("c") ? QoS.EXACTLY_ONCE : QoS.AT_LEAST_ONCE);
        }
        int[] identifiers = fixture.sent.stream()
                .mapToInt(packet -> ((Publish) packet).packetIdentifier())
                .toArray();
        fixture.receive(new PubRec(identifiers[2]));
        fixture.receive(new PubRec(identifiers[0]));
        fixture.session.disconnected();
        Ending late = fixture.publish("e", QoS.AT_LEAST_ONCE);
        fixture.connect(true);
        assertEquals(new PubRel(identifiers[2]), fixture.sent.get(0), "PUBRELs in the order of the PUBRECs");
        assertEquals(new PubRel(identifiers[0]), fixture.sent.get(1));
        Publish b = fixture.publishAt(2);
        assertTrue(b.duplicate());
        assertEquals(identifiers[1], b.packetIdentifier());
        assertEquals("d", fixture.publishAt(3).topic().value());
        Publish e = fixture.publishAt(4);
        assertFalse(e.duplicate());
        fixture.receive(new PubAck(e.packetIdentifier()));
        assertEquals(Outcome.DELIVERED, late.outcome());
    }

    @Test
    void doesNotMarkPubRelAsDuplicateOn31WhichSomeServersRefuse() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1, true);
        fixture.connect(false);
        fixture.publish("a", QoS.EXACTLY_ONCE);
        int identifier = fixture.publishAt(0).packetIdentifier();
        fixture.receive(new PubRec(identifier));
        fixture.session.disconnected();
        fixture.connect(false);
        assertEquals(new PubRel(identifier), fixture.sent.get(0));
    }

    @Test
    @Shows({"5.0 kept MQTT-4.6.0-1", "5.0 kept MQTT-3.3.4-7"})
    void resendsNoMoreThanTheNewReceiveMaximum() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(false);
        for (int i = 0; i < 4; i++) {
            fixture.publish("t" + i, QoS.AT_LEAST_ONCE);
        }
        fixture.session.disconnected();
        fixture.connect(true, ConnAck.Properties.builder().receiveMaximum(3).build());
        assertEquals(List.of("t0", "t1", "t2"), topics(fixture));
        fixture.receive(new PubAck(fixture.publishAt(0).packetIdentifier()));
        assertEquals(List.of("t0", "t1", "t2", "t3"), topics(fixture));
        assertTrue(fixture.publishAt(3).duplicate());
    }

    @Test
    @Shows("3.1.1 kept MQTT-3.1.2-6")
    void publishesAnewWhatALostSessionHeldAtQoS1() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.connect(false);
        Ending one = fixture.publish("one", QoS.AT_LEAST_ONCE);
        Ending two = fixture.publish("two", QoS.EXACTLY_ONCE);
        Ending released = fixture.publish("released", QoS.EXACTLY_ONCE);
        fixture.receive(new PubRec(fixture.publishAt(2).packetIdentifier()));
        fixture.session.disconnected();
        Ending unsent = fixture.publish("unsent", QoS.EXACTLY_ONCE);
        fixture.connect(false);
        assertEquals(Outcome.SESSION_LOST, two.outcome());
        assertEquals(Outcome.SESSION_LOST, released.outcome());
        assertEquals(List.of("one", "unsent"), topics(fixture));
        assertFalse(fixture.publishAt(0).duplicate(), "a new message, not a re-sent one");
        fixture.receive(new PubAck(fixture.publishAt(0).packetIdentifier()));
        assertEquals(Outcome.DELIVERED, one.outcome());
        assertNull(unsent.outcome());
    }

    @Test
    void publishesQoS2AnewAfterALostSessionWhereAskedTo() {
        SessionFixture fixture =
                SessionFixture.of(new SessionSettings(ProtocolVersion.V5_0, true, 10, 0, 4, true, false, false));
        fixture.connect(false);
        Ending two = fixture.publish("two", QoS.EXACTLY_ONCE);
        fixture.session.disconnected();
        fixture.connect(false);
        assertNull(two.outcome());
        assertEquals(List.of("two"), topics(fixture));
    }

    @Test
    void countsTheExpiryDownWhileAMessageWaits() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        Ending lives = fixture.publish(expiring("lives", 10));
        Ending expires = fixture.publish(expiring("expires", 3));
        fixture.now = TimeUnit.SECONDS.toNanos(4);
        fixture.connect(false);
        assertEquals(Outcome.EXPIRED, expires.outcome());
        assertNull(lives.outcome());
        assertEquals(
                6, fixture.publishAt(0).properties().messageExpiryInterval().orElseThrow());
    }

    @Test
    @Shows("5.0 kept MQTT-4.3.3-7")
    void resendsAMessageThatHasExpiredMeanwhile() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(false);
        Ending ending = fixture.publish(expiring("a", 3));
        fixture.session.disconnected();
        fixture.now = TimeUnit.SECONDS.toNanos(9);
        fixture.connect(true);
        assertEquals(List.of("a"), topics(fixture), "[MQTT-4.3.3-7]");
        assertEquals(
                0, fixture.publishAt(0).properties().messageExpiryInterval().orElseThrow());
        assertNull(ending.outcome());
    }

    @Test
    @Shows({"5.0 kept MQTT-3.2.2-11", "5.0 kept MQTT-3.2.2-14", "5.0 kept MQTT-3.2.2-15"})
    void refusesWhatTheServerCannotTakeNamingTheLimit() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(
                false,
                ConnAck.Properties.builder()
                        .maximumQoS(QoS.AT_LEAST_ONCE)
                        .retainAvailable(false)
                        .maximumPacketSize(100L)
                        .build());
        assertTrue(failure(fixture.publish("a", QoS.EXACTLY_ONCE)).contains("Maximum QoS"));
        assertTrue(failure(fixture.publish(
                        Message.builder(TopicName.of("a")).retain(true).build()))
                .contains("Retain Available"));
        Message large = Message.builder(TopicName.of("a"))
                .payload(Bytes.wrap(new byte[100]))
                .qos(QoS.AT_LEAST_ONCE)
                .build();
        assertTrue(failure(fixture.publish(large)).contains("Maximum Packet Size is 100"));
        assertEquals(List.of(), fixture.sent);
        assertEquals(0, fixture.session.outboundMessages());
        assertFalse(fixture.session.awaitingReply());
    }

    @Test
    void endsAQoS2MessageThatIsAnsweredWithPubAckAndFails() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.connect(false);
        Ending ending = fixture.publish("a", QoS.EXACTLY_ONCE);
        PubAck wrong = new PubAck(fixture.publishAt(0).packetIdentifier());
        assertThrows(MqttProtocolException.class, () -> fixture.receive(wrong));
        assertEquals(Outcome.REFUSED, ending.outcome(), "otherwise it would be sent again for ever");
    }

    @Test
    void failsOnAcknowledgementsOutOfTurn() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(false);
        fixture.publish("a", QoS.EXACTLY_ONCE);
        int identifier = fixture.publishAt(0).packetIdentifier();
        assertThrows(MqttProtocolException.class, () -> fixture.receive(new PubComp(identifier)));
        fixture.subscribe("f");
        assertThrows(MqttProtocolException.class, () -> fixture.receive(new PubAck(identifier + 1)));
    }

    @Test
    void answersAnUnknownPubRecAsTheVersionSays() {
        SessionFixture v5 = SessionFixture.of(ProtocolVersion.V5_0, true);
        v5.connect(false);
        v5.receive(new PubRec(7));
        assertEquals(
                ReleaseReasonCode.PACKET_IDENTIFIER_NOT_FOUND,
                assertInstanceOf(PubRel.class, v5.sent.get(0)).reasonCode());
        SessionFixture v3 = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        v3.connect(false);
        v3.receive(new PubRec(7));
        assertEquals(List.of(new PubRel(7)), v3.sent);
    }

    @Test
    void finishesTheFlowOfAKeptSessionAfterNobodyWaitsAnyMore() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.connect(false);
        fixture.publish("a", QoS.AT_LEAST_ONCE);
        List<Outbound> told = new ArrayList<>();
        fixture.session.abandon((each, stays) -> told.add(each), new io.mqttstack.client.MqttException("gone"));
        fixture.session.disconnected();
        assertEquals(1, told.size());
        fixture.connect(true);
        assertTrue(fixture.publishAt(0).duplicate());
        fixture.receive(new PubAck(fixture.publishAt(0).packetIdentifier()));
        assertEquals(0, fixture.session.outboundMessages());
    }

    @Test
    @Shows("3.1.1 kept MQTT-2.3.1-2")
    void neverUsesAnIdentifierThatIsUnderWay() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        fixture.connect(false);
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 65_535; i++) {
            fixture.publish("t", QoS.AT_LEAST_ONCE);
            assertTrue(used.add(fixture.publishAt(0).packetIdentifier()));
            fixture.taken();
        }
        Ending waits = fixture.publish("u", QoS.AT_LEAST_ONCE);
        assertEquals(List.of(), fixture.taken(), "all 65,535 identifiers are taken");
        fixture.receive(new PubAck(4_711));
        assertEquals(4_711, fixture.publishAt(0).packetIdentifier());
        assertNull(waits.outcome());
    }

    private static Message expiring(String topic, long seconds) {
        return Message.builder(TopicName.of(topic))
                .qos(QoS.AT_LEAST_ONCE)
                .messageExpiryInterval(seconds)
                .build();
    }

    private static String failure(Ending ending) {
        return String.valueOf(java.util.Objects.requireNonNull(ending.failure).getMessage());
    }

    private static List<String> topics(SessionFixture fixture) {
        return fixture.sent.stream()
                .flatMap(packet -> packet instanceof Publish publish ? Stream.of(publish) : Stream.empty())
                .map(publish -> publish.topic().value())
                .toList();
    }
}
