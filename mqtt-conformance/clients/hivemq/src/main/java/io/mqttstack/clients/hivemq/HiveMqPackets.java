package io.mqttstack.clients.hivemq;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
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
        return connect.build();
    }

    /** Credentials and Will: those of a CONNECT would not be sent again when the client comes back. */
    static Mqtt3ClientBuilder keep(Mqtt3ClientBuilder builder, JsonNode command) {
        Mqtt3ClientBuilder result = builder;
        if (command.hasNonNull("userName")) {
            var credentials =
                    Mqtt3SimpleAuth.builder().username(command.get("userName").asText());
            result = result.simpleAuth(
                    command.hasNonNull("password")
                            ? credentials
                                    .password(Fields.bytes(command, "password"))
                                    .build()
                            : credentials.build());
        }
        JsonNode will = command.path("will");
        return will.isObject()
                ? result.willPublish(Mqtt3Publish.builder()
                        .topic(will.path("topic").asText())
                        .payload(Fields.bytes(will, "payload"))
                        .qos(MqttQos.fromCode(will.path("qos").asInt()))
                        .retain(will.path("retain").asBoolean())
                        .build())
                : result;
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
        return connect.build();
    }

    /** Credentials, Will and method: those of a CONNECT would not be sent again when the client comes back. */
    static Mqtt5ClientBuilder keep(Mqtt5ClientBuilder builder, JsonNode command) {
        Mqtt5ClientBuilder result = builder;
        boolean password = command.hasNonNull("password");
        if (command.hasNonNull("userName")) {
            var credentials =
                    Mqtt5SimpleAuth.builder().username(command.get("userName").asText());
            result = result.simpleAuth(
                    password
                            ? credentials
                                    .password(Fields.bytes(command, "password"))
                                    .build()
                            : credentials.build());
        } else if (password) {
            result = result.simpleAuth(Mqtt5SimpleAuth.builder()
                    .password(Fields.bytes(command, "password"))
                    .build());
        }
        if (command.hasNonNull("authenticationMethod")) {
            result = result.enhancedAuth(new Echo(
                    MqttUtf8String.of(command.get("authenticationMethod").asText()),
                    Fields.bytes(command, "authenticationData")));
        }
        JsonNode will = command.path("will");
        if (will.isObject()) {
            var publish = publish5(will).asWill();
            result = result.willPublish(
                    will.hasNonNull("delayInterval")
                            ? publish.extendAsWill()
                                    .delayInterval(will.get("delayInterval").asLong())
                                    .build()
                            : publish);
        }
        return result;
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
