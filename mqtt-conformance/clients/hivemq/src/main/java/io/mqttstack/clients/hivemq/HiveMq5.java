package io.mqttstack.clients.hivemq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import com.hivemq.client.mqtt.mqtt5.message.Mqtt5ReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.pubrec.Mqtt5PubRec;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.unsuback.Mqtt5UnsubAck;
import io.mqttstack.clients.launch.Client;
import io.mqttstack.clients.launch.Deliveries;
import io.mqttstack.clients.launch.Events;
import io.mqttstack.clients.launch.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Its face for 5.0. */
final class HiveMq5 implements Client {
    private final Events events;
    private final Mqtt5AsyncClient client;
    private final Deliveries<Mqtt5Publish> deliveries = new Deliveries<>();
    private final AtomicInteger connecting = new AtomicInteger();

    HiveMq5(Events events, MqttClientBuilder builder, JsonNode command) {
        this.events = events;
        boolean manual = deliveries.manual(command);
        client = HiveMqPackets.keep(builder.useMqttVersion5(), command)
                .addConnectedListener(context -> {
                    if (connecting.get() == 0) {
                        events.connected(Events.UNASKED, false, Map.of());
                    }
                })
                .addDisconnectedListener(context -> {
                    if (context.getSource() != MqttDisconnectSource.USER && connecting.get() == 0) {
                        events.disconnected(Events.UNASKED, reasonCode(context.getCause()), context.getCause());
                    }
                })
                .buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, this::deliver, manual);
    }

    private void deliver(Mqtt5Publish message) {
        int number = deliveries.add(message);
        ObjectNode node = Events.message(
                message.getTopic().toString(),
                message.getPayloadAsBytes(),
                message.getQos().getCode(),
                message.isRetain());
        message.getMessageExpiryInterval().ifPresent(value -> node.put("messageExpiryInterval", value));
        message.getContentType().ifPresent(value -> node.put("contentType", value.toString()));
        message.getResponseTopic().ifPresent(value -> node.put("responseTopic", value.toString()));
        message.getCorrelationData().ifPresent(value -> {
            byte[] bytes = new byte[value.remaining()];
            value.get(bytes);
            node.put("correlationData", bytes);
        });
        node.put(
                "payloadIsUtf8",
                message.getPayloadFormatIndicator()
                        .filter(each -> each == Mqtt5PayloadFormatIndicator.UTF_8)
                        .isPresent());
        ArrayNode properties = node.putArray("userProperties");
        message.getUserProperties()
                .asList()
                .forEach(each -> properties
                        .addArray()
                        .add(each.getName().toString())
                        .add(each.getValue().toString()));
        events.message(node, false, List.of(), number);
    }

    @Override
    public void connect(int number, JsonNode command) {
        connecting.set(number);
        client.connect(HiveMqPackets.connect5(command)).whenComplete((connAck, failure) -> {
            connecting.set(0);
            if (failure == null) {
                events.connected(number, connAck.isSessionPresent(), facts(connAck));
            } else {
                events.refused(number, reasonCode(failure), failure);
            }
        });
    }

    private static Map<String, Object> facts(Mqtt5ConnAck connAck) {
        var limits = connAck.getRestrictions();
        return Map.of(
                "receive-maximum", limits.getReceiveMaximum(),
                "maximum-qos", limits.getMaximumQos().getCode(),
                "topic-alias-maximum", limits.getTopicAliasMaximum(),
                "retain-available", limits.isRetainAvailable(),
                "wildcard-subscription-available", limits.isWildcardSubscriptionAvailable(),
                "shared-subscription-available", limits.isSharedSubscriptionAvailable(),
                "subscription-identifier-available", limits.areSubscriptionIdentifiersAvailable());
    }

    private static int reasonCode(Throwable failure) {
        if (!(failure instanceof Mqtt5MessageException known)) {
            return Events.NO_CODE;
        }
        var message = known.getMqttMessage();
        Mqtt5ReasonCode code = null;
        if (message instanceof Mqtt5ConnAck connAck) {
            code = connAck.getReasonCode();
        } else if (message instanceof Mqtt5Disconnect disconnect) {
            code = disconnect.getReasonCode();
        } else if (message instanceof Mqtt5PubAck pubAck) {
            code = pubAck.getReasonCode();
        } else if (message instanceof Mqtt5PubRec pubRec) {
            code = pubRec.getReasonCode();
        }
        return code == null ? Events.NO_CODE : code.getCode();
    }

    @Override
    public void publish(int number, JsonNode command) {
        client.publish(HiveMqPackets.publish5(command.path("message"))).whenComplete((result, failure) -> {
            Throwable error = failure == null ? result.getError().orElse(null) : failure;
            events.published(number, error == null, reasonCode(error), error == null ? "" : error);
        });
    }

    @Override
    public void subscribe(int number, JsonNode command) {
        List<Mqtt5Subscription> wanted = new ArrayList<>();
        command.path("filters")
                .forEach(each -> wanted.add(Mqtt5Subscription.builder()
                        .topicFilter(each.path("filter").asText())
                        .qos(MqttQos.fromCode(each.path("qos").asInt()))
                        .noLocal(each.path("noLocal").asBoolean())
                        .retainAsPublished(each.path("retainAsPublished").asBoolean())
                        .retainHandling(Mqtt5RetainHandling.fromCode(
                                each.path("retainHandling").asInt()))
                        .build()));
        Mqtt5Subscribe subscribe = Mqtt5Subscribe.builder()
                .addSubscriptions(wanted)
                .userProperties(HiveMqPackets.userProperties(command))
                .build();
        client.subscribe(subscribe).whenComplete((subAck, failure) -> {
            if (failure == null) {
                events.subscribed(number, codes(subAck));
            } else if (failure instanceof Mqtt5MessageException known
                    && known.getMqttMessage() instanceof Mqtt5SubAck refusal) {
                events.subscribed(number, codes(refusal));
            } else {
                events.failed(number, failure);
            }
        });
    }

    private static List<Integer> codes(Mqtt5SubAck subAck) {
        return subAck.getReasonCodes().stream().map(each -> each.getCode()).toList();
    }

    @Override
    public void unsubscribe(int number, JsonNode command) {
        List<MqttTopicFilter> filters = Fields.texts(command, "filters").stream()
                .map(MqttTopicFilter::of)
                .toList();
        client.unsubscribe(Mqtt5Unsubscribe.builder().addTopicFilters(filters).build())
                .whenComplete((unsubAck, failure) -> {
                    if (failure == null) {
                        events.unsubscribed(number, codes(unsubAck));
                    } else if (failure instanceof Mqtt5MessageException known
                            && known.getMqttMessage() instanceof Mqtt5UnsubAck refusal) {
                        events.unsubscribed(number, codes(refusal));
                    } else {
                        events.failed(number, failure);
                    }
                });
    }

    private static List<Integer> codes(Mqtt5UnsubAck unsubAck) {
        return unsubAck.getReasonCodes().stream().map(each -> each.getCode()).toList();
    }

    @Override
    public void acknowledge(int number, JsonNode command) {
        Mqtt5Publish message = deliveries.take(command);
        message.acknowledge();
    }

    @Override
    public void reauthenticate(int number) {
        client.reauth().whenComplete((nothing, failure) -> {
            if (failure == null) {
                events.reauthenticated(number);
            } else {
                events.failed(number, failure);
            }
        });
    }

    @Override
    public void disconnect(int number, JsonNode command) {
        var disconnect = Mqtt5Disconnect.builder()
                .reasonCode(Mqtt5DisconnectReasonCode.fromCode(
                        command.path("reasonCode").asInt()));
        if (command.hasNonNull("sessionExpiryInterval")) {
            disconnect = disconnect.sessionExpiryInterval(
                    command.get("sessionExpiryInterval").asLong());
        }
        client.disconnect(disconnect.build()).whenComplete((nothing, failure) -> {
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
