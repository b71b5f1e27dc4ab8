package io.mqttstack.clients.hivemq;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAck;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.suback.Mqtt3SubAck;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import io.mqttstack.clients.launch.Client;
import io.mqttstack.clients.launch.Deliveries;
import io.mqttstack.clients.launch.Events;
import io.mqttstack.clients.launch.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Its face for 3.1.1. */
final class HiveMq3 implements Client {
    private final Events events;
    private final Mqtt3AsyncClient client;
    private final Deliveries<Mqtt3Publish> deliveries = new Deliveries<>();
    private final AtomicInteger connecting = new AtomicInteger();

    HiveMq3(Events events, MqttClientBuilder builder, JsonNode command) {
        this.events = events;
        boolean manual = deliveries.manual(command);
        client = HiveMqPackets.keep(builder.useMqttVersion3(), command)
                .addConnectedListener(context -> {
                    if (connecting.get() == 0) {
                        events.connected(Events.UNASKED, false, Map.of());
                    }
                })
                .addDisconnectedListener(context -> {
                    if (context.getSource() != MqttDisconnectSource.USER && connecting.get() == 0) {
                        events.disconnected(Events.UNASKED, Events.NO_CODE, context.getCause());
                    }
                })
                .buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, this::deliver, manual);
    }

    private void deliver(Mqtt3Publish message) {
        int number = deliveries.add(message);
        events.message(
                Events.message(
                        message.getTopic().toString(),
                        message.getPayloadAsBytes(),
                        message.getQos().getCode(),
                        message.isRetain()),
                false,
                List.of(),
                number);
    }

    @Override
    public void connect(int number, JsonNode command) {
        connecting.set(number);
        client.connect(HiveMqPackets.connect3(command)).whenComplete((connAck, failure) -> {
            connecting.set(0);
            if (failure == null) {
                events.connected(number, connAck.isSessionPresent(), Map.of());
            } else {
                events.refused(number, reasonCode(failure), failure);
            }
        });
    }

    /** In terms of 5.0: 1 to 5 are 0x84 to 0x88, but not in this order. */
    private static int reasonCode(Throwable failure) {
        if (!(failure instanceof Mqtt3ConnAckException refusal)) {
            return Events.NO_CODE;
        }
        Mqtt3ConnAck connAck = refusal.getMqttMessage();
        return new int[] {0, 0x84, 0x85, 0x88, 0x86, 0x87}
                [connAck.getReturnCode().getCode()];
    }

    @Override
    public void publish(int number, JsonNode command) {
        JsonNode message = command.path("message");
        Mqtt3Publish publish = Mqtt3Publish.builder()
                .topic(message.path("topic").asText())
                .qos(MqttQos.fromCode(message.path("qos").asInt()))
                .retain(message.path("retain").asBoolean())
                .payload(Fields.bytes(message, "payload"))
                .build();
        client.publish(publish)
                .whenComplete((result, failure) ->
                        events.published(number, failure == null, Events.NO_CODE, failure == null ? "" : failure));
    }

    @Override
    public void subscribe(int number, JsonNode command) {
        List<Mqtt3Subscription> wanted = new ArrayList<>();
        command.path("filters")
                .forEach(each -> wanted.add(Mqtt3Subscription.builder()
                        .topicFilter(each.path("filter").asText())
                        .qos(MqttQos.fromCode(each.path("qos").asInt()))
                        .build()));
        client.subscribe(Mqtt3Subscribe.builder().addSubscriptions(wanted).build())
                .whenComplete((subAck, failure) -> {
                    if (failure == null) {
                        events.subscribed(number, codes(subAck));
                    } else if (failure instanceof Mqtt3SubAckException refusal) {
                        events.subscribed(number, codes(refusal.getMqttMessage()));
                    } else {
                        events.failed(number, failure);
                    }
                });
    }

    private static List<Integer> codes(Mqtt3SubAck subAck) {
        return subAck.getReturnCodes().stream().map(each -> each.getCode()).toList();
    }

    @Override
    public void unsubscribe(int number, JsonNode command) {
        Mqtt3Unsubscribe unsubscribe = HiveMqPackets.unsubscribe3(Fields.texts(command, "filters"));
        client.unsubscribe(unsubscribe).whenComplete((nothing, failure) -> {
            if (failure == null) {
                events.unsubscribed(number, List.of());
            } else {
                events.failed(number, failure);
            }
        });
    }

    @Override
    public void acknowledge(int number, JsonNode command) {
        Mqtt3Publish message = deliveries.take(command);
        message.acknowledge();
    }

    @Override
    public void disconnect(int number, JsonNode command) {
        client.disconnect().whenComplete((nothing, failure) -> {
            if (failure == null) {
                events.disconnected(number, Events.NO_CODE, "");
            } else {
                events.failed(number, failure);
            }
        });
    }

    @Override
    public void abandon() {
        CompletableFuture<Void> unused = client.disconnect();
    }
}
