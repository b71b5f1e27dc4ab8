package io.mqttstack.clients.hivemq;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.mqttstack.clients.launch.Fields;
import java.util.List;

/** Packets of the library from commands. */
final class HiveMqPackets {
    private HiveMqPackets() {}

    static Mqtt3Connect connect3(JsonNode command) {
        var connect = Mqtt3Connect.builder()
                .cleanSession(command.path("cleanStart").asBoolean())
                .keepAlive(command.path("keepAlive").asInt());
        if (command.hasNonNull("userName")) {
            var credentials =
                    connect.simpleAuth().username(command.get("userName").asText());
            if (command.hasNonNull("password")) {
                credentials = credentials.password(Fields.bytes(command, "password"));
            }
            connect = credentials.applySimpleAuth();
        }
        JsonNode will = command.path("will");
        if (will.isObject()) {
            connect = connect.willPublish()
                    .topic(will.path("topic").asText())
                    .payload(Fields.bytes(will, "payload"))
                    .qos(MqttQos.fromCode(will.path("qos").asInt()))
                    .retain(will.path("retain").asBoolean())
                    .applyWillPublish();
        }
        return connect.build();
    }

    static Mqtt3Unsubscribe unsubscribe3(List<String> filters) {
        return Mqtt3Unsubscribe.builder()
                .addTopicFilters(filters.stream().map(MqttTopicFilter::of).toList())
                .build();
    }

    static Mqtt5Connect connect5(JsonNode command) {
        var connect = Mqtt5Connect.builder()
                .cleanStart(command.path("cleanStart").asBoolean())
                .keepAlive(command.path("keepAlive").asInt())
                .userProperties(userProperties(command));
        if (command.hasNonNull("sessionExpiryInterval")) {
            connect = connect.sessionExpiryInterval(
                    command.get("sessionExpiryInterval").asLong());
        }
        var limits = connect.restrictions();
        if (command.hasNonNull("receiveMaximum")) {
            limits = limits.receiveMaximum(command.get("receiveMaximum").asInt());
        }
        if (command.hasNonNull("maximumPacketSize")) {
            limits = limits.maximumPacketSize(command.get("maximumPacketSize").asInt());
        }
        connect = limits.topicAliasMaximum(command.path("topicAliasMaximum").asInt())
                .requestResponseInformation(
                        command.path("requestResponseInformation").asBoolean(false))
                .requestProblemInformation(
                        command.path("requestProblemInformation").asBoolean(true))
                .applyRestrictions();
        boolean password = command.hasNonNull("password");
        if (command.hasNonNull("userName")) {
            var credentials =
                    connect.simpleAuth().username(command.get("userName").asText());
            connect = (password ? credentials.password(Fields.bytes(command, "password")) : credentials)
                    .applySimpleAuth();
        } else if (password) {
            connect = connect.simpleAuth()
                    .password(Fields.bytes(command, "password"))
                    .applySimpleAuth();
        }
        JsonNode will = command.path("will");
        if (will.isObject()) {
            var publish = publish5(will).asWill();
            connect = connect.willPublish(
                    will.hasNonNull("delayInterval")
                            ? publish.extendAsWill()
                                    .delayInterval(will.get("delayInterval").asLong())
                                    .build()
                            : publish);
        }
        return connect.build();
    }

    static Mqtt5Publish publish5(JsonNode message) {
        var publish = Mqtt5Publish.builder()
                .topic(message.path("topic").asText())
                .qos(MqttQos.fromCode(message.path("qos").asInt()))
                .retain(message.path("retain").asBoolean())
                .payload(Fields.bytes(message, "payload"))
                .userProperties(userProperties(message));
        if (message.hasNonNull("messageExpiryInterval")) {
            publish = publish.messageExpiryInterval(
                    message.get("messageExpiryInterval").asLong());
        }
        if (message.hasNonNull("contentType")) {
            publish = publish.contentType(message.get("contentType").asText());
        }
        if (message.hasNonNull("responseTopic")) {
            publish = publish.responseTopic(message.get("responseTopic").asText());
        }
        if (message.hasNonNull("correlationData")) {
            publish = publish.correlationData(Fields.bytes(message, "correlationData"));
        }
        if (message.path("payloadIsUtf8").asBoolean()) {
            publish = publish.payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8);
        }
        return publish.build();
    }

    static Mqtt5UserProperties userProperties(JsonNode node) {
        return Mqtt5UserProperties.of(Fields.userProperties(node).stream()
                .map(each -> Mqtt5UserProperty.of(each[0], each[1]))
                .toList());
    }
}
