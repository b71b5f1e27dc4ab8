package io.mqttstack.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.session.SessionFixture.Subscribing;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import io.mqttstack.codec.statements.Shows;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscriptions: asked, granted, refused, restored, ended. */
class SubscriptionsTest {
    private final SessionFixture fixture = SessionFixture.of(ProtocolVersion.V3_1_1, true);

    @Test
    void asksForEverythingInOnePacketAfterConnecting() {
        Subscribing a = fixture.subscribe("a");
        Subscribing b = fixture.subscribe("b/#");
        assertEquals(2, fixture.session.pendingSubscriptions());
        fixture.connect(false);
        Subscribe packet = subscribeAt(0);
        assertEquals(1, fixture.sent.size());
        assertEquals(2, packet.subscriptions().size());
        fixture.receive(subAck(
                packet.packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1, SubscribeReasonCode.GRANTED_QOS_0));
        assertEquals(0, fixture.session.pendingSubscriptions());
        assertEquals(List.of(QoS.AT_LEAST_ONCE), a.granted);
        assertEquals(List.of(QoS.AT_MOST_ONCE), b.granted);
    }

    @Test
    void reportsARefusalAndAsksAgainAfterALostSessionOnly() {
        Subscribing a = fixture.subscribe("a");
        fixture.connect(false);
        SubAck refusal = subAck(subscribeAt(0).packetIdentifier(), SubscribeReasonCode.UNSPECIFIED_ERROR);
        fixture.receive(refusal);
        assertEquals(refusal, a.refused.get(0).packet().orElseThrow());
        assertEquals(0, fixture.session.pendingSubscriptions());
        fixture.session.disconnected();
        fixture.connect(true);
        assertEquals(List.of(), fixture.sent);
        fixture.session.disconnected();
        fixture.connect(false);
        assertEquals("a", subscribeAt(0).subscriptions().get(0).filter().value());
    }

    @Test
    void doesNotAskAgainWhenTheSessionIsResumed() {
        fixture.subscribe("a");
        fixture.connect(false);
        fixture.receive(subAck(subscribeAt(0).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        fixture.session.disconnected();
        fixture.subscribe("new");
        fixture.connect(true);
        assertEquals(
                List.of("new"),
                subscribeAt(0).subscriptions().stream()
                        .map(each -> each.filter().value())
                        .toList());
    }

    @Test
    void asksAgainForWhatWasNotAcknowledgedWhenTheConnectionEnded() {
        fixture.subscribe("a");
        fixture.connect(false);
        assertTrue(fixture.session.awaitingReply());
        fixture.session.disconnected();
        assertEquals(1, fixture.session.pendingSubscriptions());
        fixture.connect(true);
        assertEquals("a", subscribeAt(0).subscriptions().get(0).filter().value());
    }

    @Test
    void alwaysAsksAgainOn31WhichCannotTellWhetherTheSessionIsThere() {
        SessionFixture v31 = SessionFixture.of(ProtocolVersion.V3_1, true);
        v31.subscribe("a");
        v31.connect(false);
        Subscribe first = (Subscribe) v31.sent.get(0);
        v31.receive(subAck(first.packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        v31.session.disconnected();
        v31.connect(false);
        assertInstanceOf(Subscribe.class, v31.sent.get(0));
    }

    @Test
    void unsubscribesWithTheLastSubscriber() {
        Subscribing one = fixture.subscribe("a");
        Subscribing two = fixture.subscribe("a");
        fixture.connect(false);
        fixture.receive(subAck(subscribeAt(0).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        fixture.taken();
        unsubscribe(one);
        assertEquals(Collections.singletonList(null), one.ended);
        assertEquals(List.of(), fixture.sent);
        unsubscribe(two);
        Unsubscribe packet = assertInstanceOf(Unsubscribe.class, fixture.sent.get(0));
        assertEquals(List.of(), two.ended);
        fixture.receive(new UnsubAck(packet.packetIdentifier(), List.of(), ReasonProperties.NONE));
        assertEquals(Collections.singletonList(null), two.ended);
        assertEquals(0, fixture.session.pendingSubscriptions());
    }

    @Test
    void asksForTheHighestQoSOfThoseThatShareAFilter() {
        Subscribing two = fixture.subscribe("a", QoS.EXACTLY_ONCE);
        fixture.subscribe("a", QoS.AT_MOST_ONCE);
        fixture.connect(false);
        assertEquals(QoS.EXACTLY_ONCE, subscribeAt(0).subscriptions().get(0).qos());
        fixture.receive(subAck(subscribeAt(0).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_2));
        unsubscribe(two);
        fixture.session.disconnected();
        fixture.taken();
        fixture.connect(false);
        assertEquals(QoS.AT_MOST_ONCE, subscribeAt(0).subscriptions().get(0).qos());
    }

    /** Each costs the same, however many there are: a search among them would take minutes here. */
    @Test
    @Timeout(60)
    void takesManyOneByOne() {
        fixture.connect(false);
        for (int i = 0; i < 300_000; i++) {
            fixture.subscribe("t/" + i);
            fixture.receive(subAck(subscribeAt(0).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
            fixture.taken();
        }
        assertEquals(0, fixture.session.pendingSubscriptions());
    }

    @Test
    void subscribesAgainWhileTheUnsubscribeIsUnderWay() {
        Subscribing first = fixture.subscribe("a");
        fixture.connect(false);
        fixture.receive(subAck(subscribeAt(0).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        fixture.taken();
        unsubscribe(first);
        Unsubscribe leaving =
                assertInstanceOf(Unsubscribe.class, fixture.taken().get(0));
        Subscribing second = fixture.subscribe("a");
        int again = subscribeAt(0).packetIdentifier();
        assertEquals(1, fixture.session.pendingSubscriptions());
        fixture.receive(new UnsubAck(leaving.packetIdentifier(), List.of(), ReasonProperties.NONE));
        assertEquals(Collections.singletonList(null), first.ended);
        fixture.receive(subAck(again, SubscribeReasonCode.GRANTED_QOS_1));
        assertEquals(List.of(QoS.AT_LEAST_ONCE), second.granted);
        assertEquals(0, fixture.session.pendingSubscriptions());
        fixture.session.disconnected();
        fixture.connect(false);
        assertEquals("a", subscribeAt(0).subscriptions().get(0).filter().value(), "it is still wanted");
    }

    @Test
    void countsNothingAsPendingAfterTheEnd() {
        fixture.subscribe("a");
        fixture.connect(false);
        int identifier = subscribeAt(0).packetIdentifier();
        fixture.session.close(new MqttException("closed"));
        assertEquals(0, fixture.session.pendingSubscriptions());
        fixture.receive(subAck(identifier, SubscribeReasonCode.GRANTED_QOS_1));
        assertEquals(0, fixture.session.pendingSubscriptions());
    }

    @Test
    void tellsAResumedServerWhatWasUnsubscribedWhileOffline() {
        Subscribing a = fixture.subscribe("a");
        fixture.connect(false);
        fixture.receive(subAck(subscribeAt(0).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        fixture.session.disconnected();
        unsubscribe(a);
        fixture.connect(true);
        assertInstanceOf(Unsubscribe.class, fixture.sent.get(0));
    }

    @Test
    void needsNoPacketForWhatALostSessionForgot() {
        Subscribing a = fixture.subscribe("a");
        fixture.connect(false);
        fixture.receive(subAck(subscribeAt(0).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        fixture.session.disconnected();
        unsubscribe(a);
        fixture.connect(false);
        assertEquals(List.of(), fixture.sent);
        assertEquals(Collections.singletonList(null), a.ended);
    }

    @Test
    void subscribesAgainBehindAnUnsubscribeUnderWay() {
        Subscribing first = fixture.subscribe("a");
        fixture.connect(false);
        fixture.receive(subAck(subscribeAt(0).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        fixture.taken();
        unsubscribe(first);
        Subscribing second = fixture.subscribe("a");
        Unsubscribe leaving = assertInstanceOf(Unsubscribe.class, fixture.sent.get(0));
        Subscribe again = subscribeAt(1);
        fixture.receive(new UnsubAck(leaving.packetIdentifier(), List.of(), ReasonProperties.NONE));
        fixture.receive(subAck(again.packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        assertEquals(Collections.singletonList(null), first.ended);
        assertEquals(List.of(QoS.AT_LEAST_ONCE), second.granted);
    }

    @Test
    void failsWhenTheSubAckHasAnotherNumberOfCodes() {
        fixture.subscribe("a");
        fixture.connect(false);
        SubAck wrong = subAck(
                subscribeAt(0).packetIdentifier(),
                SubscribeReasonCode.GRANTED_QOS_1,
                SubscribeReasonCode.GRANTED_QOS_1);
        assertThrows(MqttProtocolException.class, () -> fixture.receive(wrong));
    }

    @Test
    void refusesWhatTheServerSaysItCannotDo() {
        SessionFixture v5 = SessionFixture.of(ProtocolVersion.V5_0, true);
        Subscribing wildcard = v5.subscribe("a/+");
        Subscribing shared = v5.subscribe("$share/g/a");
        v5.connect(
                false,
                ConnAck.Properties.builder()
                        .wildcardSubscriptionAvailable(false)
                        .sharedSubscriptionAvailable(false)
                        .build());
        assertEquals(List.of(), v5.sent);
        assertTrue(String.valueOf(wildcard.refused.get(0).getMessage()).contains("wildcards"));
        assertTrue(String.valueOf(shared.refused.get(0).getMessage()).contains("shared"));
    }

    @Test
    void refusesAFilterThatOnlyStartsLikeASharedOneIn5() {
        SessionFixture v5 = SessionFixture.of(ProtocolVersion.V5_0, true);
        Subscribing incomplete = v5.subscribe("$share/a");
        v5.connect(false);
        assertEquals(List.of(), v5.sent);
        assertTrue(String.valueOf(incomplete.refused.get(0).getMessage()).contains("no shared one"));
    }

    @Test
    void sendsSuchAFilterBefore5() {
        SessionFixture v3 = SessionFixture.of(ProtocolVersion.V3_1_1, true);
        v3.subscribe("$share/a");
        v3.connect(false);
        assertEquals(
                "$share/a",
                ((Subscribe) v3.sent.get(0)).subscriptions().get(0).filter().value());
    }

    @Test
    void reportsARefusedUnsubscribe() {
        SessionFixture v5 = SessionFixture.of(ProtocolVersion.V5_0, true);
        Subscribing a = v5.subscribe("a");
        v5.connect(false);
        v5.receive(subAck(((Subscribe) v5.sent.get(0)).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        v5.taken();
        v5.session.unsubscribe(a);
        v5.session.pump(0);
        Unsubscribe packet = (Unsubscribe) v5.sent.get(0);
        v5.receive(new UnsubAck(
                packet.packetIdentifier(), List.of(UnsubscribeReasonCode.NOT_AUTHORIZED), ReasonProperties.NONE));
        assertEquals(1, a.ended.size());
        assertInstanceOf(MqttException.class, a.ended.get(0));
    }

    @Test
    @Shows("5.0 kept MQTT-3.2.2-15")
    void splitsALongListByTheServersMaximumPacketSize() {
        SessionFixture v5 = SessionFixture.of(ProtocolVersion.V5_0, true);
        for (int i = 0; i < 20; i++) {
            v5.subscribe("filter/number/" + i);
        }
        v5.connect(false, ConnAck.Properties.builder().maximumPacketSize(200L).build());
        assertTrue(v5.sent.size() > 1);
        assertEquals(
                20,
                v5.sent.stream()
                        .mapToInt(packet -> ((Subscribe) packet).subscriptions().size())
                        .sum());
    }

    @Test
    @Shows("5.0 kept MQTT-3.2.2-4")
    void knowsNothingOfAStrangersSession() {
        SessionFixture v5 = SessionFixture.of(ProtocolVersion.V5_0, true);
        ConnAck present = new ConnAck(true, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE);
        MqttException failure = assertThrows(MqttException.class, () -> v5.session.resumes(present, false));
        assertTrue(String.valueOf(failure.getMessage()).contains("acceptUnknownSession"), "[MQTT-3.2.2-4]");
        assertTrue(fixture.session.resumes(present, false), "3.1.1 accepts");
        assertTrue(SessionFixture.of(new SessionSettings(ProtocolVersion.V5_0, true, 10, 0, 4, false, true, false))
                .session
                .resumes(present, false));
        assertThrows(MqttException.class, () -> fixture.session.resumes(present, true), "Clean Session 1");
    }

    @Test
    void givesTheIdentifierOfAnOvertakenRequestBackWhenTheConnectionEnds() {
        fixture.connect(false);
        fixture.subscribe("a");
        fixture.subscribe("a");
        int overtaken = subscribeAt(0).packetIdentifier();
        int last = subscribeAt(1).packetIdentifier();
        fixture.session.disconnected();
        fixture.connect(true);
        int again = subscribeAt(0).packetIdentifier();
        assertDoesNotThrow(() -> fixture.receive(new PubAck(overtaken)), "belongs to nothing");
        assertDoesNotThrow(() -> fixture.receive(new PubAck(last)), "belongs to nothing");
        fixture.receive(subAck(overtaken, SubscribeReasonCode.GRANTED_QOS_1));
        assertTrue(fixture.session.awaitingReply());
        fixture.receive(subAck(again, SubscribeReasonCode.GRANTED_QOS_1));
        assertFalse(fixture.session.awaitingReply());
    }

    @Test
    void refusesNoFilterThatFitsIntoAPacketAlone() {
        SessionFixture v5 = SessionFixture.of(ProtocolVersion.V5_0, true);
        String wide = "\u4e3b".repeat(20);
        Subscribing one = v5.subscribe(wide + "1");
        Subscribing two = v5.subscribe(wide + "2");
        v5.connect(false, ConnAck.Properties.builder().maximumPacketSize(100L).build());
        assertEquals(List.of(), one.refused);
        assertEquals(List.of(), two.refused);
        assertEquals(2, v5.sent.size());
    }

    @Test
    void unsubscribesFromAKeptSessionAfterADisconnectInBetween() {
        Subscribing a = fixture.subscribe("a");
        fixture.connect(false);
        fixture.receive(subAck(subscribeAt(0).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        fixture.session.disconnected();
        unsubscribe(a);
        fixture.session.abandon((outbound, stays) -> {}, new MqttException("disconnected"));
        assertEquals(1, a.ended.size());
        fixture.connect(true);
        Unsubscribe packet = assertInstanceOf(Unsubscribe.class, fixture.sent.get(0));
        fixture.receive(new UnsubAck(packet.packetIdentifier(), List.of(), ReasonProperties.NONE));
        assertEquals(1, a.ended.size());
    }

    @Test
    void unsubscribesOn31WhichCannotTellWhetherTheSessionIsThere() {
        SessionFixture v31 = SessionFixture.of(ProtocolVersion.V3_1, true);
        Subscribing a = v31.subscribe("a");
        v31.connect(false);
        v31.receive(subAck(((Subscribe) v31.sent.get(0)).packetIdentifier(), SubscribeReasonCode.GRANTED_QOS_1));
        v31.session.disconnected();
        v31.session.unsubscribe(a);
        v31.connect(false);
        assertInstanceOf(Unsubscribe.class, v31.sent.get(0));
        assertEquals(List.of(), a.ended);
    }

    private Subscribe subscribeAt(int index) {
        return assertInstanceOf(Subscribe.class, fixture.sent.get(index));
    }

    private void unsubscribe(Subscribing subscribing) {
        fixture.session.unsubscribe(subscribing);
        fixture.session.pump(0);
    }

    private static SubAck subAck(int identifier, SubscribeReasonCode... codes) {
        return new SubAck(identifier, List.of(codes), ReasonProperties.NONE);
    }
}
