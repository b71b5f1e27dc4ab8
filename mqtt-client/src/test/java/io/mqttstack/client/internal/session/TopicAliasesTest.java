package io.mqttstack.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.Message;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.statements.Shows;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Topic Aliases of what we publish. */
class TopicAliasesTest {
    private final SessionFixture fixture = SessionFixture.of(ProtocolVersion.V5_0, true);

    private void connect(boolean sessionPresent, int topicAliasMaximum) {
        fixture.connect(
                sessionPresent,
                ConnAck.Properties.builder()
                        .topicAliasMaximum(topicAliasMaximum)
                        .build());
    }

    /** What was sent since the last call, each like {@code a:1} for {@code topic/a}; the topic may be empty, and 0 is no alias. */
    private List<String> sent() {
        return fixture.taken().stream()
                .map(Publish.class::cast)
                .map(publish -> publish.topic().value().replace("topic/", "") + ":"
                        + publish.properties().topicAlias().orElse(0))
                .toList();
    }

    private void publish(String... topics) {
        for (String topic : topics) {
            fixture.publish("topic/" + topic, QoS.AT_MOST_ONCE);
        }
    }

    @Test
    @Shows({"5.0 kept MQTT-3.2.2-17", "5.0 kept MQTT-3.3.2-9"})
    void takesTheAliasFromTheLeastRecentlyUsedTopicWhenThereAreNoMore() {
        connect(false, 2);
        publish("a", "b", "a", "c", "a", "b", "c");
        assertEquals(List.of("a:1", "b:2", ":1", "c:2", ":1", "b:2", "c:1"), sent());
    }

    @Test
    @Shows("5.0 kept MQTT-3.2.2-18")
    void usesNoneWhereTheServerAllowsNone() {
        publish("early");
        fixture.connect(false);
        publish("a", "a");
        connect(false, 0);
        publish("a", "a");
        assertEquals(List.of("a:0", "a:0"), sent());
    }

    @Test
    void usesNoMoreThanWeWant() {
        SessionFixture none =
                SessionFixture.of(new SessionSettings(ProtocolVersion.V5_0, true, 10, 4, 0, false, false, false));
        none.connect(false, ConnAck.Properties.builder().topicAliasMaximum(10).build());
        none.publish("topic/a", QoS.AT_MOST_ONCE);
        assertEquals(0, none.publishAt(0).properties().topicAlias().orElse(0));
        connect(false, 10);
        publish("a", "b", "c", "d", "e");
        assertEquals(List.of("a:1", "b:2", "c:3", "d:4", "e:1"), sent());
    }

    @Test
    @Shows("5.0 kept MQTT-3.3.2-7")
    void startsAnewWithEachConnectionAndSendsAgainWithTheTopic() {
        connect(false, 2);
        fixture.publish("topic/a", QoS.AT_LEAST_ONCE);
        fixture.publish("topic/a", QoS.AT_LEAST_ONCE);
        assertEquals(List.of("a:1", ":1"), sent());
        fixture.session.disconnected();
        connect(true, 2);
        publish("a", "a");
        assertEquals(List.of("a:0", "a:0", "a:1", ":1"), sent());
    }

    @Test
    void keepsTheOtherProperties() {
        connect(false, 1);
        Message message =
                Message.builder(TopicName.of("topic/a")).contentType("text").build();
        fixture.publish(message);
        fixture.publish(message);
        for (int index = 0; index < 2; index++) {
            assertEquals(
                    "text", fixture.publishAt(index).properties().contentType().orElseThrow());
        }
        assertEquals(List.of("a:1", ":1"), sent());
    }

    @Test
    void neverMakesAPublishTooLargeThatFitsWithoutAnAlias() {
        fixture.connect(
                false,
                ConnAck.Properties.builder()
                        .topicAliasMaximum(2)
                        .maximumPacketSize(20)
                        .build());
        for (int length = 0; length <= 8; length++) {
            fixture.publish(Message.builder(TopicName.of("topic/a"))
                    .payload(Bytes.copyOf(new byte[length]))
                    .build());
            fixture.publish(Message.builder(TopicName.of("topic/" + length))
                    .payload(Bytes.copyOf(new byte[Math.max(0, length - 1)]))
                    .build());
        }
        ServerLimits limits = new ServerLimits(
                ProtocolVersion.V5_0,
                ConnAck.Properties.builder().maximumPacketSize(20).build());
        assertEquals(18, fixture.sent.size());
        fixture.sent.forEach(packet -> assertTrue(limits.length(packet) <= 20, packet::toString));
    }

    @Test
    void leavesShortTopicsAsTheyAre() {
        connect(false, 2);
        fixture.publish("short", QoS.AT_MOST_ONCE);
        assertEquals(List.of("short:0"), sent());
    }

    @Test
    void doesNotGiveAnAliasToWhatIsNotSent() {
        fixture.connect(
                false,
                ConnAck.Properties.builder()
                        .topicAliasMaximum(2)
                        .maximumPacketSize(20)
                        .build());
        fixture.publish(Message.builder(TopicName.of("topic/a"))
                .payload(Bytes.copyOf(new byte[100]))
                .build());
        publish("a", "a");
        assertEquals(List.of("a:1", ":1"), sent());
    }
}
