package io.mqttstack.clients.paho5;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mqttstack.clients.launch.Events;
import io.mqttstack.clients.launch.Fields;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** Translates between commands and what the library takes and gives. */
final class PahoPackets {
    private static final int RECONNECT_SECONDS = 1;

    private PahoPackets() {}

    static MqttConnectionOptions options(JsonNode command) throws Exception {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(command.path("cleanStart").asBoolean());
        options.setKeepAliveInterval(command.path("keepAlive").asInt());
        options.setAutomaticReconnect(command.path("reconnect").asBoolean());
        options.setAutomaticReconnectDelay(RECONNECT_SECONDS, RECONNECT_SECONDS);
        if (command.hasNonNull("userName")) {
            options.setUserName(command.get("userName").asText());
        }
        if (command.hasNonNull("password")) {
            options.setPassword(Fields.bytes(command, "password"));
        }
        if (command.hasNonNull("sessionExpiryInterval")) {
            options.setSessionExpiryInterval(
                    command.get("sessionExpiryInterval").asLong());
        }
        if (command.hasNonNull("receiveMaximum")) {
            options.setReceiveMaximum(command.get("receiveMaximum").asInt());
        }
        if (command.hasNonNull("maximumPacketSize")) {
            options.setMaximumPacketSize(command.get("maximumPacketSize").asLong());
        }
        if (command.hasNonNull("topicAliasMaximum")) {
            options.setTopicAliasMaximum(command.get("topicAliasMaximum").asInt());
        }
        if (command.hasNonNull("requestResponseInformation")) {
            options.setRequestResponseInfo(
                    command.get("requestResponseInformation").asBoolean());
        }
        if (command.hasNonNull("requestProblemInformation")) {
            options.setRequestProblemInfo(
                    command.get("requestProblemInformation").asBoolean());
        }
        if (!Fields.userProperties(command).isEmpty()) {
            options.setUserProperties(userProperties(command));
        }
        JsonNode will = command.path("will");
        if (will.isObject()) {
            MqttMessage message = message(will);
            if (will.hasNonNull("delayInterval")) {
                message.getProperties()
                        .setWillDelayInterval(will.get("delayInterval").asLong());
            }
            options.setWill(will.path("topic").asText(), message);
            options.setWillMessageProperties(message.getProperties());
        }
        if (Fields.secure(Fields.url(command))) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, Fields.trustManagers(command).getTrustManagers(), null);
            options.setSocketFactory(context.getSocketFactory());
        }
        return options;
    }

    static List<UserProperty> userProperties(JsonNode node) {
        List<UserProperty> properties = new ArrayList<>();
        Fields.userProperties(node).forEach(each -> properties.add(new UserProperty(each[0], each[1])));
        return properties;
    }

    static MqttMessage message(JsonNode node) {
        MqttProperties properties = new MqttProperties();
        if (node.hasNonNull("messageExpiryInterval")) {
            properties.setMessageExpiryInterval(
                    node.get("messageExpiryInterval").asLong());
        }
        if (node.hasNonNull("contentType")) {
            properties.setContentType(node.get("contentType").asText());
        }
        if (node.hasNonNull("responseTopic")) {
            properties.setResponseTopic(node.get("responseTopic").asText());
        }
        if (node.hasNonNull("correlationData")) {
            properties.setCorrelationData(Fields.bytes(node, "correlationData"));
        }
        if (node.path("payloadIsUtf8").asBoolean()) {
            properties.setPayloadFormat(true);
        }
        properties.setUserProperties(userProperties(node));
        MqttMessage message = new MqttMessage(
                Fields.bytes(node, "payload"),
                node.path("qos").asInt(),
                node.path("retain").asBoolean(),
                properties);
        return message;
    }

    static ObjectNode message(String topic, MqttMessage message) {
        ObjectNode node = Events.message(topic, message.getPayload(), message.getQos(), message.isRetained());
        MqttProperties properties = message.getProperties();
        if (properties == null) {
            return node;
        }
        if (properties.getMessageExpiryInterval() != null) {
            node.put("messageExpiryInterval", properties.getMessageExpiryInterval());
        }
        if (properties.getContentType() != null) {
            node.put("contentType", properties.getContentType());
        }
        if (properties.getResponseTopic() != null) {
            node.put("responseTopic", properties.getResponseTopic());
        }
        if (properties.getCorrelationData() != null) {
            node.put("correlationData", properties.getCorrelationData());
        }
        node.put("payloadIsUtf8", properties.getPayloadFormat());
        ArrayNode pairs = node.putArray("userProperties");
        properties
                .getUserProperties()
                .forEach(each -> pairs.addArray().add(each.getKey()).add(each.getValue()));
        return node;
    }

    static MqttSubscription subscription(JsonNode node) {
        MqttSubscription subscription = new MqttSubscription(
                node.path("filter").asText(), node.path("qos").asInt());
        subscription.setNoLocal(node.path("noLocal").asBoolean());
        subscription.setRetainAsPublished(node.path("retainAsPublished").asBoolean());
        subscription.setRetainHandling(node.path("retainHandling").asInt());
        return subscription;
    }
}
