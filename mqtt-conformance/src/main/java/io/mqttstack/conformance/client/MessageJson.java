package io.mqttstack.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Messages and their parts as the line protocol has them. */
final class MessageJson {
    private MessageJson() {}

    static ObjectNode write(ApplicationMessage message) {
        Publish.Properties properties = message.properties();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("topic", message.topic())
                .put("payload", message.payload().toByteArray())
                .put("qos", message.qos().value())
                .put("retain", message.retain());
        if (properties.payloadIsUtf8()) {
            node.put("payloadIsUtf8", true);
        }
        properties.messageExpiryInterval().ifPresent(value -> node.put("messageExpiryInterval", value));
        properties.contentType().ifPresent(value -> node.put("contentType", value));
        properties.responseTopic().ifPresent(value -> node.put("responseTopic", value.value()));
        properties.correlationData().ifPresent(value -> node.put("correlationData", value.toByteArray()));
        userProperties(node, properties.userProperties());
        return node;
    }

    static ApplicationMessage read(JsonNode node) {
        Publish.Properties.Builder properties = Publish.Properties.builder();
        properties.payloadIsUtf8(node.path("payloadIsUtf8").asBoolean());
        if (node.hasNonNull("messageExpiryInterval")) {
            properties.messageExpiryInterval(node.get("messageExpiryInterval").asLong());
        }
        if (node.hasNonNull("contentType")) {
            properties.contentType(node.get("contentType").asText());
        }
        if (node.hasNonNull("responseTopic")) {
            properties.responseTopic(TopicName.of(node.get("responseTopic").asText()));
        }
        if (node.hasNonNull("correlationData")) {
            properties.correlationData(bytes(node.get("correlationData")));
        }
        userProperties(node).forEach(each -> properties.userProperty(each.name(), each.value()));
        return new ApplicationMessage(
                node.path("topic").asText(),
                bytes(node.path("payload")),
                qos(node.path("qos")),
                node.path("retain").asBoolean(),
                properties.build());
    }

    static QoS qos(JsonNode node) {
        return QoS.of(node.asInt())
                .orElseThrow(() -> new IllegalArgumentException("The line has a QoS " + node.asInt()));
    }

    static Bytes bytes(JsonNode node) {
        try {
            return node.isMissingNode() || node.isNull() ? Bytes.EMPTY : Bytes.wrap(node.binaryValue());
        } catch (IOException e) {
            throw new IllegalArgumentException("The line has bytes that are not base64", e);
        }
    }

    static void userProperties(ObjectNode node, List<UserProperty> properties) {
        if (!properties.isEmpty()) {
            ArrayNode list = node.putArray("userProperties");
            properties.forEach(each -> list.addArray().add(each.name()).add(each.value()));
        }
    }

    static List<UserProperty> userProperties(JsonNode node) {
        List<UserProperty> properties = new ArrayList<>();
        node.path("userProperties")
                .forEach(each -> properties.add(
                        new UserProperty(each.path(0).asText(), each.path(1).asText())));
        return properties;
    }
}
