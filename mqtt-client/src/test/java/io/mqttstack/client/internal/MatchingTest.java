package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.client.internal.session.SubscriptionIdentifiers;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which handlers a message is for. */
class MatchingTest extends EngineFixture {
    private final List<String> got = new ArrayList<>();

    private AsyncMqttClient connected(String... filters) {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        for (String filter : filters) {
            subscribe(client, filter);
        }
        now(client.connect());
        return client;
    }

    private Subscription subscribe(AsyncMqttClient client, String filter) {
        var stage = client.subscribe(
                Subscribe.to(filter, QoS.AT_LEAST_ONCE),
                AckMode.AFTER_HANDLER,
                delivery -> got.add(filter + " " + topic(delivery)));
        transport.runReady();
        return client.isConnected() ? now(stage) : null;
    }

    private static Publish copy(String topic, String... filters) {
        Publish.Properties.Builder properties = Publish.Properties.builder();
        for (String filter : filters) {
            properties.subscriptionIdentifier(SubscriptionIdentifiers.of(TopicFilter.of(filter)));
        }
        return new Publish(TopicName.of(topic), Bytes.EMPTY, QoS.AT_MOST_ONCE, false, false, 0, properties.build());
    }

    private List<String> takeAll() {
        transport.runReady();
        List<String> all = List.copyOf(got);
        got.clear();
        return all;
    }

    @Test
    void firesEachHandlerOncePerCopyReceived() {
        options.version(ProtocolVersion.V3_1_1);
        connected("a/#", "a/+", "b");
        server.latest().send(copy("a/b"), copy("a/b"));
        assertEquals(
                List.of("a/# a/b", "a/+ a/b", "a/# a/b", "a/+ a/b").stream()
                        .sorted()
                        .toList(),
                takeAll().stream().sorted().toList());
    }

    @Test
    void firesTheHandlersThatTheCopyIsFor() {
        connected("a/#", "a/+", "a/b");
        server.latest().send(copy("a/b", "a/#"));
        assertEquals(List.of("a/# a/b"), takeAll());
        server.latest().send(copy("a/b", "a/+"));
        assertEquals(List.of("a/+ a/b"), takeAll());
        server.latest().send(copy("a/b", "a/b"));
        assertEquals(List.of("a/b a/b"), takeAll());
        server.latest().send(copy("a/b", "a/#", "a/+", "a/b"));
        assertEquals(List.of("a/# a/b", "a/+ a/b", "a/b a/b"), takeAll(), "in the order of subscription");
        server.latest().send(copy("a/b", "other/#"));
        assertEquals(3, takeAll().size(), "an identifier that is none of these says nothing");
        server.latest().send(copy("a/b"));
        assertEquals(3, takeAll().size(), "nor does none");
    }

    @Test
    void tellsASharedSubscriptionFromAnOrdinaryOne() {
        connected("$share/g/a/b", "a/b");
        server.latest().send(copy("a/b", "$share/g/a/b"), copy("a/b", "a/b"));
        assertEquals(List.of("$share/g/a/b a/b", "a/b a/b"), takeAll());
    }

    @Test
    void asksForIdentifiersWhereTheServerHasThem() {
        connected("a", "b", "a/#", "b/#", "c");
        List<io.mqttstack.codec.packet.Subscribe> asked = server.received(io.mqttstack.codec.packet.Subscribe.class);
        assertEquals(3, asked.size(), "filters without a wildcard share one");
        assertEquals(
                3,
                asked.stream()
                        .map(each -> each.properties().subscriptionIdentifier())
                        .distinct()
                        .count());
        assertTrue(asked.stream()
                .allMatch(each -> each.subscriptions().stream()
                        .allMatch(one -> SubscriptionIdentifiers.of(one.filter())
                                == each.properties().subscriptionIdentifier().orElse(0))));
    }

    @Test
    void asksForNoneWhereTheServerHasNone() {
        server.properties(ConnAck.Properties.builder()
                .subscriptionIdentifierAvailable(false)
                .build());
        connected("a", "a/#", "b/#");
        assertEquals(1, server.count(PacketType.SUBSCRIBE), "all in one packet");
        assertEquals(
                OptionalInt.empty(),
                server.received(io.mqttstack.codec.packet.Subscribe.class)
                        .get(0)
                        .properties()
                        .subscriptionIdentifier());
    }

    @Test
    void followsEveryChangeOfSubscriptions() {
        AsyncMqttClient client = connected("a/#");
        Subscription second = subscribe(client, "a/+");
        server.latest().send(copy("a/b"));
        assertEquals(2, takeAll().size());
        now(second.unsubscribe());
        server.latest().send(copy("a/b"));
        assertEquals(List.of("a/# a/b"), takeAll());
        server.latest().send(copy("/".repeat(65_535)), copy("a" + "/".repeat(65_534)));
        assertEquals(1, takeAll().size());
    }
}
