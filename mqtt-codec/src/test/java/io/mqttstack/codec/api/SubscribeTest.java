package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.RetainHandling;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.value.TopicFilter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscribeTest {
    private final TopicFilter filter = TopicFilter.of("a/#");
    private final Subscription subscription = Subscription.of(filter, QoS.AT_LEAST_ONCE);

    @Test
    void hasDefaults() {
        assertEquals(
                new Subscription(filter, QoS.AT_LEAST_ONCE, false, false, RetainHandling.SEND_AT_SUBSCRIBE),
                subscription);
        assertEquals(
                new Subscribe(1, List.of(subscription), false, Subscribe.Properties.NONE),
                new Subscribe(1, List.of(subscription)));
        assertEquals(
                new Unsubscribe(1, List.of(filter), false, Unsubscribe.Properties.NONE),
                new Unsubscribe(1, List.of(filter)));
    }

    @Test
    void rejectsNoLocalWithASharedFilter() {
        TopicFilter shared = TopicFilter.of("$share/g/a");
        var exception = assertThrows(
                IllegalArgumentException.class,
                () -> new Subscription(shared, QoS.AT_MOST_ONCE, true, false, RetainHandling.DO_NOT_SEND));
        assertTrue(exception.getMessage().contains("[MQTT-3.8.3-4]"), exception::getMessage);
        assertDoesNotThrow(() -> new Subscription(shared, QoS.AT_MOST_ONCE, false, true, RetainHandling.SEND_IF_NEW));
        assertDoesNotThrow(() -> new Subscription(filter, QoS.AT_MOST_ONCE, true, true, RetainHandling.SEND_IF_NEW));
    }

    @Test
    void rejectsAnEmptyList() {
        var subscribe = assertThrows(IllegalArgumentException.class, () -> new Subscribe(1, List.of()));
        assertTrue(subscribe.getMessage().contains("[MQTT-3.8.3-2]"), subscribe::getMessage);
        var unsubscribe = assertThrows(IllegalArgumentException.class, () -> new Unsubscribe(1, List.of()));
        assertTrue(unsubscribe.getMessage().contains("[MQTT-3.10.3-2]"), unsubscribe::getMessage);
    }

    @Test
    void copiesAListThatCanChange() {
        var subscriptions = new ArrayList<>(List.of(subscription));
        Subscribe subscribe = new Subscribe(1, subscriptions);
        subscriptions.clear();
        assertEquals(List.of(subscription), subscribe.subscriptions());

        var filters = new ArrayList<>(List.of(filter));
        Unsubscribe unsubscribe = new Unsubscribe(1, filters);
        filters.clear();
        assertEquals(List.of(filter), unsubscribe.filters());
    }

    @Test
    void keepsAListThatCannotChange() {
        var subscriptions = List.of(subscription);
        assertSame(subscriptions, new Subscribe(1, subscriptions).subscriptions());
        var filters = List.of(filter);
        assertSame(filters, new Unsubscribe(1, filters).filters());
    }
}
