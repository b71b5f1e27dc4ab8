package io.mqttstack.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.internal.session.SessionFixture.Ending;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import io.mqttstack.codec.statements.Shows;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The flows of QoS 1 and 2 step by step, with a connection that ends at each. */
class FlowsTest {
    private static SessionFixture connected(ProtocolVersion version) {
        SessionFixture fixture = SessionFixture.of(version, true);
        fixture.connect(false);
        return fixture;
    }

    private static void cut(SessionFixture fixture, boolean sessionPresent) {
        fixture.session.disconnected();
        fixture.connect(sessionPresent);
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({"3.1.1 kept MQTT-2.3.1-6", "5.0 kept MQTT-2.2.1-5"})
    void repeatsTheIdentifierOfThePublish(ProtocolVersion version) {
        SessionFixture fixture = connected(version);
        fixture.receive(0x1234, QoS.AT_LEAST_ONCE, false);
        fixture.receive(0x4321, QoS.EXACTLY_ONCE, false);
        fixture.delivered.forEach(fixture::acknowledge);
        fixture.receive(new PubRel(0x4321));
        assertEquals(List.of(new PubAck(0x1234), new PubRec(0x4321), new PubComp(0x4321)), fixture.taken());
        fixture.publish("a", QoS.EXACTLY_ONCE);
        int identifier = fixture.publishAt(0).packetIdentifier();
        fixture.taken();
        fixture.receive(new PubRec(identifier));
        assertEquals(List.of(new PubRel(identifier)), fixture.taken());
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({"3.1.1 kept MQTT-3.3.4-1", "5.0 kept MQTT-3.3.4-1", "5.0 kept MQTT-4.3.2-4"})
    void answersEachQoSWithItsPacket(ProtocolVersion version) {
        SessionFixture fixture = connected(version);
        fixture.receive(0, QoS.AT_MOST_ONCE, false);
        fixture.receive(1, QoS.AT_LEAST_ONCE, false);
        fixture.receive(2, QoS.EXACTLY_ONCE, false);
        assertEquals(List.of(), fixture.taken(), "not before the application has it");
        fixture.delivered.forEach(fixture::acknowledge);
        assertEquals(List.of(new PubAck(1), new PubRec(2)), fixture.taken());
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({"3.1.1 kept MQTT-4.3.2-2", "5.0 kept MQTT-4.3.2-5"})
    void takesAnAcknowledgedIdentifierForANewMessage(ProtocolVersion version) {
        SessionFixture fixture = connected(version);
        for (int round = 1; round <= 2; round++) {
            fixture.receive(5, QoS.AT_LEAST_ONCE, round == 2);
            assertEquals(round, fixture.delivered.size());
            fixture.acknowledge(fixture.delivered.get(round - 1));
            assertEquals(List.of(new PubAck(5)), fixture.taken());
        }
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({"3.1.1 kept MQTT-4.6.0-3", "5.0 kept MQTT-4.6.0-3"})
    void sendsPubRecsInTheOrderOfThePublishes(ProtocolVersion version) {
        SessionFixture fixture = connected(version);
        for (int identifier : new int[] {30, 10, 20}) {
            fixture.receive(identifier, QoS.EXACTLY_ONCE, false);
        }
        fixture.acknowledge(fixture.delivered.get(2));
        fixture.acknowledge(fixture.delivered.get(1));
        assertEquals(List.of(), fixture.taken());
        fixture.acknowledge(fixture.delivered.get(0));
        assertEquals(List.of(new PubRec(30), new PubRec(10), new PubRec(20)), fixture.taken());
    }

    @Test
    @Shows("5.0 kept MQTT-4.6.0-4")
    void sendsPubRelsInTheOrderOfThePubRecs() {
        SessionFixture fixture = connected(ProtocolVersion.V5_0);
        for (int i = 0; i < 3; i++) {
            fixture.publish("a", QoS.EXACTLY_ONCE);
        }
        int first = fixture.publishAt(0).packetIdentifier();
        fixture.taken();
        for (int identifier : new int[] {first + 1, first + 2, first}) {
            fixture.receive(new PubRec(identifier));
        }
        assertEquals(List.of(new PubRel(first + 1), new PubRel(first + 2), new PubRel(first)), fixture.taken());
    }

    @Test
    @Shows({"5.0 kept MQTT-4.3.2-1", "5.0 kept MQTT-4.3.3-1", "5.0 kept MQTT-2.2.1-3"})
    void givesEveryOperationUnderWayAnIdentifierOfItsOwn() {
        SessionFixture fixture = connected(ProtocolVersion.V5_0);
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 65_535; i++) {
            Packet sent;
            if (i % 100 == 2) {
                fixture.subscribe("f" + i);
                sent = fixture.sent.get(0);
                assertTrue(used.add(((Subscribe) sent).packetIdentifier()));
            } else {
                fixture.publish("t", i % 3 == 0 ? QoS.AT_LEAST_ONCE : QoS.EXACTLY_ONCE);
                assertTrue(used.add(fixture.publishAt(0).packetIdentifier()));
            }
            fixture.taken();
        }
        assertFalse(used.contains(0));
        fixture.publish("t", QoS.AT_LEAST_ONCE);
        assertEquals(List.of(), fixture.taken(), "there is none left");
    }

    @Test
    @Shows({"5.0 kept MQTT-4.3.2-2", "5.0 kept MQTT-4.3.3-2"})
    void sendsNothingAsADuplicateAtFirst() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.publish("one", QoS.AT_LEAST_ONCE);
        fixture.publish("two", QoS.EXACTLY_ONCE);
        fixture.connect(false);
        assertEquals(QoS.AT_LEAST_ONCE, fixture.publishAt(0).qos());
        assertEquals(QoS.EXACTLY_ONCE, fixture.publishAt(1).qos());
        for (int i = 0; i < 2; i++) {
            assertFalse(fixture.publishAt(i).duplicate(), "it waited, but was never sent before");
            assertNotEquals(0, fixture.publishAt(i).packetIdentifier());
        }
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({
        "3.1.1 kept MQTT-4.1.0-1",
        "5.0 kept MQTT-3.1.2-23",
        "5.0 kept MQTT-3.3.1-1",
        "5.0 kept MQTT-4.3.2-3",
        "5.0 kept MQTT-4.3.3-3",
        "5.0 kept MQTT-4.3.3-5",
        "5.0 kept MQTT-4.3.3-6",
        "5.0 kept MQTT-4.4.0-1"
    })
    void finishesEachFlowAsASenderWhereverTheConnectionEnds(ProtocolVersion version) {
        SessionFixture fixture = connected(version);
        Ending one = fixture.publish("one", QoS.AT_LEAST_ONCE);
        Ending two = fixture.publish("two", QoS.EXACTLY_ONCE);
        int first = fixture.publishAt(0).packetIdentifier();
        int second = fixture.publishAt(1).packetIdentifier();
        fixture.taken();
        fixture.receive(new PubAck(first + 7));
        fixture.now = TimeUnit.HOURS.toNanos(3);
        fixture.session.pump(fixture.now);
        assertEquals(List.of(), fixture.taken(), "nothing is sent again on a connection that stands");
        cut(fixture, true);
        for (int i = 0; i < 2; i++) {
            assertTrue(fixture.publishAt(i).duplicate());
            assertEquals(i == 0 ? first : second, fixture.publishAt(i).packetIdentifier());
        }
        fixture.taken();
        fixture.receive(new PubRec(second));
        assertEquals(List.of(new PubRel(second)), fixture.taken());
        cut(fixture, true);
        assertEquals(new PubRel(second), fixture.sent.get(0), "PUBREL alone once it has been sent");
        assertEquals(first, fixture.publishAt(1).packetIdentifier());
        assertEquals(2, fixture.taken().size());
        assertNull(one.outcome());
        assertNull(two.outcome());
        fixture.receive(new PubAck(first));
        fixture.receive(
                version == ProtocolVersion.V5_0
                        ? new PubComp(second, ReleaseReasonCode.PACKET_IDENTIFIER_NOT_FOUND, ReasonProperties.NONE)
                        : new PubComp(second));
        assertEquals(Outcome.DELIVERED, one.outcome());
        assertEquals(Outcome.DELIVERED, two.outcome());
        cut(fixture, true);
        assertEquals(List.of(), fixture.taken());
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({"3.1.1 kept MQTT-4.1.0-1", "5.0 kept MQTT-3.1.2-23", "5.0 kept MQTT-4.3.3-10"})
    void finishesEachFlowAsAReceiverWhereverTheConnectionEnds(ProtocolVersion version) {
        SessionFixture fixture = connected(version);
        fixture.receive(9, QoS.EXACTLY_ONCE, false);
        cut(fixture, true);
        fixture.receive(9, QoS.EXACTLY_ONCE, true);
        fixture.acknowledge(fixture.delivered.get(0));
        assertEquals(List.of(new PubRec(9)), fixture.taken());
        cut(fixture, true);
        fixture.receive(9, QoS.EXACTLY_ONCE, true);
        assertEquals(List.of(new PubRec(9)), fixture.taken());
        fixture.receive(new PubRel(9));
        assertEquals(List.of(new PubComp(9)), fixture.taken());
        assertEquals(1, fixture.delivered.size(), "delivered once");
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({"3.1.1 kept MQTT-4.1.0-2", "5.0 kept MQTT-4.1.0-1"})
    void keepsItsStateAsLongAsTheConnectionThoughTheSessionEndsWithIt(ProtocolVersion version) {
        SessionFixture fixture = SessionFixture.of(version, false);
        fixture.connect(false);
        Ending one = fixture.publish("one", QoS.AT_LEAST_ONCE);
        fixture.receive(9, QoS.EXACTLY_ONCE, false);
        fixture.now = TimeUnit.DAYS.toNanos(7);
        fixture.session.pump(fixture.now);
        fixture.receive(9, QoS.EXACTLY_ONCE, true);
        assertEquals(1, fixture.delivered.size());
        fixture.receive(new PubAck(fixture.publishAt(0).packetIdentifier()));
        assertEquals(Outcome.DELIVERED, one.outcome());
    }

    @Test
    @Shows({"5.0 kept MQTT-3.1.2-4", "5.0 kept MQTT-3.2.2-5"})
    void discardsItsStateWithASessionThatTheServerDoesNotHave() {
        SessionFixture fixture = connected(ProtocolVersion.V5_0);
        Ending one = fixture.publish("one", QoS.AT_LEAST_ONCE);
        Ending two = fixture.publish("two", QoS.EXACTLY_ONCE);
        Ending released = fixture.publish("released", QoS.EXACTLY_ONCE);
        fixture.receive(new PubRec(fixture.publishAt(2).packetIdentifier()));
        fixture.receive(9, QoS.EXACTLY_ONCE, false);
        cut(fixture, false);
        assertEquals(Outcome.SESSION_LOST, two.outcome());
        assertEquals(Outcome.SESSION_LOST, released.outcome());
        assertEquals(1, fixture.sent.size(), "no PUBREL, and of the PUBLISHes only the one of QoS 1");
        assertEquals("one", fixture.publishAt(0).topic().value());
        assertFalse(fixture.publishAt(0).duplicate(), "as a new message");
        assertNull(one.outcome());
        fixture.receive(9, QoS.EXACTLY_ONCE, false);
        assertEquals(2, fixture.delivered.size(), "the identifier means a new message");
    }

    @Test
    @Shows("5.0 kept MQTT-4.4.0-2")
    void doesNotSendAgainWhatWasRefused() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        ConnAck.Properties two = ConnAck.Properties.builder().receiveMaximum(2).build();
        fixture.connect(false, two);
        Ending one = fixture.publish("one", QoS.AT_LEAST_ONCE);
        Ending other = fixture.publish("other", QoS.EXACTLY_ONCE);
        fixture.publish("three", QoS.AT_LEAST_ONCE);
        fixture.publish("four", QoS.AT_LEAST_ONCE);
        fixture.receive(new PubAck(
                fixture.publishAt(0).packetIdentifier(), PublishReasonCode.QUOTA_EXCEEDED, ReasonProperties.NONE));
        fixture.receive(new PubRec(
                fixture.publishAt(1).packetIdentifier(), PublishReasonCode.NOT_AUTHORIZED, ReasonProperties.NONE));
        assertEquals(Outcome.REFUSED, one.outcome());
        assertEquals(Outcome.REFUSED, other.outcome());
        assertEquals(4, fixture.sent.size(), "both slots of the quota are free again");
        fixture.session.disconnected();
        fixture.connect(true, two);
        assertEquals(
                List.of("three", "four"),
                fixture.sent.stream()
                        .map(packet -> ((Publish) packet).topic().value())
                        .toList());
    }

    @Test
    @Shows("5.0 kept MQTT-4.3.3-13")
    void finishesAnExchangeWhoseMessageHasExpired() {
        SessionFixture fixture = connected(ProtocolVersion.V5_0);
        fixture.receive(new Publish(
                TopicName.of("a"),
                Bytes.EMPTY,
                QoS.EXACTLY_ONCE,
                false,
                false,
                9,
                Publish.Properties.builder().messageExpiryInterval(1).build()));
        fixture.acknowledge(fixture.delivered.get(0));
        fixture.now = TimeUnit.SECONDS.toNanos(3);
        fixture.receive(new PubRel(9));
        assertEquals(List.of(new PubRec(9), new PubComp(9)), fixture.taken());
    }

    @Test
    @Shows("5.0 kept MQTT-3.3.2-10")
    void acceptsEveryTopicAliasThatItAllows() {
        SessionFixture fixture = connected(ProtocolVersion.V5_0);
        for (int alias = 1; alias <= 4; alias++) {
            fixture.receive(aliased("topic" + alias, alias));
        }
        fixture.receive(aliased("changed", 2));
        for (int alias = 4; alias >= 1; alias--) {
            fixture.receive(aliased("", alias));
        }
        assertEquals(
                List.of("topic1", "topic2", "topic3", "topic4", "changed", "topic4", "topic3", "changed", "topic1"),
                fixture.delivered.stream()
                        .map(inbound -> inbound.message().topic().value())
                        .toList());
    }

    private static Publish aliased(String topic, int alias) {
        return new Publish(
                topic.isEmpty() ? TopicName.EMPTY : TopicName.of(topic),
                Bytes.EMPTY,
                QoS.AT_MOST_ONCE,
                false,
                false,
                0,
                Publish.Properties.builder().topicAlias(alias).build());
    }

    @Test
    @Shows({"5.0 kept MQTT-4.9.0-1", "5.0 kept MQTT-4.9.0-2", "5.0 kept MQTT-4.9.0-3", "5.0 kept MQTT-3.3.4-8"})
    void keepsAnsweringWithoutAQuota() {
        SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);
        fixture.connect(false, ConnAck.Properties.builder().receiveMaximum(1).build());
        fixture.publish("one", QoS.EXACTLY_ONCE);
        int identifier = fixture.publishAt(0).packetIdentifier();
        fixture.publish("two", QoS.EXACTLY_ONCE);
        assertEquals(1, fixture.taken().size());
        fixture.receive(new PubComp(identifier + 5));
        assertEquals(List.of(), fixture.taken(), "a PUBCOMP of no exchange gives no quota");
        fixture.receive(7, QoS.AT_LEAST_ONCE, false);
        fixture.receive(8, QoS.EXACTLY_ONCE, false);
        fixture.delivered.forEach(fixture::acknowledge);
        fixture.receive(new PubRel(8));
        fixture.subscribe("a");
        fixture.receive(new PubRec(identifier));
        assertEquals(
                List.of(
                        PacketType.PUBACK,
                        PacketType.PUBREC,
                        PacketType.PUBCOMP,
                        PacketType.SUBSCRIBE,
                        PacketType.PUBREL),
                fixture.taken().stream().map(Packet::type).toList(),
                "and PUBREC gives no quota back");
        fixture.receive(new PubComp(identifier));
        assertEquals("two", fixture.publishAt(0).topic().value());
    }

    @ParameterizedTest
    @EnumSource(value = ProtocolVersion.class, mode = Mode.EXCLUDE, names = "V3_1")
    @Shows({"3.1.1 kept MQTT-3.1.3-2", "5.0 kept MQTT-3.1.3-2"})
    void sharesNothingWithTheSessionOfAnotherClientIdentifier(ProtocolVersion version) {
        SessionFixture one = connected(version);
        one.publish("one", QoS.AT_LEAST_ONCE);
        one.receive(9, QoS.EXACTLY_ONCE, false);
        one.session.disconnected();
        SessionFixture other = connected(version);
        cut(other, true);
        assertEquals(List.of(), other.taken());
        other.receive(9, QoS.EXACTLY_ONCE, false);
        assertEquals(1, other.delivered.size());
        one.connect(true);
        assertTrue(one.publishAt(0).duplicate());
    }
}
