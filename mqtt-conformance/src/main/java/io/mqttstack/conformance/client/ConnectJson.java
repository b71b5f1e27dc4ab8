package io.mqttstack.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.TopicName;
import java.nio.file.Path;
import java.util.Optional;

/** The command connect as the line protocol has it. What is at its default is left out. */
final class ConnectJson {
    private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535;

    private ConnectJson() {}

    static void write(ObjectNode node, Command.Connect command) {
        Connect packet = command.packet();
        node.put("url", command.url());
        command.trust()
                .ifPresent(file -> node.put("trust", file.toAbsolutePath().toString()));
        node.put("version", number(packet.version()))
                .put("clientIdentifier", packet.clientIdentifier())
                .put("cleanStart", packet.cleanStart())
                .put("keepAlive", packet.keepAlive())
                .put("reconnect", command.reconnect())
                .put("manualAcknowledgement", command.manualAcknowledgement());
        packet.userName().ifPresent(value -> node.put("userName", value));
        packet.password().ifPresent(value -> node.put("password", value.toByteArray()));
        packet.will().ifPresent(will -> node.set("will", write(will)));
        write(node, packet.properties());
    }

    private static void write(ObjectNode node, Connect.Properties properties) {
        if (properties.sessionExpiryInterval() != 0) {
            node.put("sessionExpiryInterval", properties.sessionExpiryInterval());
        }
        if (properties.receiveMaximum() != DEFAULT_RECEIVE_MAXIMUM) {
            node.put("receiveMaximum", properties.receiveMaximum());
        }
        properties.maximumPacketSize().ifPresent(value -> node.put("maximumPacketSize", value));
        if (properties.topicAliasMaximum() != 0) {
            node.put("topicAliasMaximum", properties.topicAliasMaximum());
        }
        if (properties.requestResponseInformation()) {
            node.put("requestResponseInformation", true);
        }
        if (!properties.requestProblemInformation()) {
            node.put("requestProblemInformation", false);
        }
        MessageJson.userProperties(node, properties.userProperties());
        properties.authenticationMethod().ifPresent(value -> node.put("authenticationMethod", value));
        properties.authenticationData().ifPresent(value -> node.put("authenticationData", value.toByteArray()));
    }

    private static ObjectNode write(Will will) {
        Will.Properties from = will.properties();
        Publish.Properties.Builder properties =
                Publish.Properties.builder().payloadIsUtf8(from.payloadIsUtf8()).userProperties(from.userProperties());
        from.messageExpiryInterval().ifPresent(properties::messageExpiryInterval);
        from.contentType().ifPresent(properties::contentType);
        from.responseTopic().ifPresent(properties::responseTopic);
        from.correlationData().ifPresent(properties::correlationData);
        ObjectNode node = MessageJson.write(new ApplicationMessage(
                will.topic().value(), will.payload(), will.qos(), will.retain(), properties.build()));
        return from.willDelayInterval() == 0 ? node : node.put("delayInterval", from.willDelayInterval());
    }

    static Command.Connect read(JsonNode node) {
        Connect.Builder packet = Connect.builder(
                        version(node.path("version").asText()),
                        node.path("clientIdentifier").asText())
                .cleanStart(node.path("cleanStart").asBoolean())
                .keepAlive(node.path("keepAlive").asInt());
        if (node.hasNonNull("userName")) {
            packet.userName(node.get("userName").asText());
        }
        if (node.hasNonNull("password")) {
            packet.password(MessageJson.bytes(node.get("password")));
        }
        if (node.path("will").isObject()) {
            packet.will(readWill(node.get("will")));
        }
        packet.properties(readProperties(node));
        return new Command.Connect(
                node.path("url").asText(),
                node.hasNonNull("trust") ? Optional.of(Path.of(node.get("trust").asText())) : Optional.empty(),
                packet.build(),
                node.path("reconnect").asBoolean(),
                node.path("manualAcknowledgement").asBoolean());
    }

    private static Connect.Properties readProperties(JsonNode node) {
        Connect.Properties.Builder properties = Connect.Properties.builder()
                .sessionExpiryInterval(node.path("sessionExpiryInterval").asLong())
                .receiveMaximum(node.path("receiveMaximum").asInt(DEFAULT_RECEIVE_MAXIMUM))
                .topicAliasMaximum(node.path("topicAliasMaximum").asInt())
                .requestResponseInformation(
                        node.path("requestResponseInformation").asBoolean())
                .requestProblemInformation(
                        node.path("requestProblemInformation").asBoolean(true))
                .userProperties(MessageJson.userProperties(node));
        if (node.hasNonNull("maximumPacketSize")) {
            properties.maximumPacketSize(node.get("maximumPacketSize").asLong());
        }
        if (node.hasNonNull("authenticationMethod")) {
            properties.authenticationMethod(node.get("authenticationMethod").asText());
        }
        if (node.hasNonNull("authenticationData")) {
            properties.authenticationData(MessageJson.bytes(node.get("authenticationData")));
        }
        return properties.build();
    }

    private static Will readWill(JsonNode node) {
        ApplicationMessage message = MessageJson.read(node);
        Publish.Properties from = message.properties();
        Will.Properties.Builder properties = Will.Properties.builder()
                .willDelayInterval(node.path("delayInterval").asLong())
                .payloadIsUtf8(from.payloadIsUtf8())
                .userProperties(from.userProperties());
        from.messageExpiryInterval().ifPresent(properties::messageExpiryInterval);
        from.contentType().ifPresent(properties::contentType);
        from.responseTopic().ifPresent(properties::responseTopic);
        from.correlationData().ifPresent(properties::correlationData);
        return new Will(
                TopicName.of(message.topic()), message.payload(), message.qos(), message.retain(), properties.build());
    }

    private static String number(ProtocolVersion version) {
        return switch (version) {
            case V3_1 -> "3.1";
            case V3_1_1 -> "3.1.1";
            case V5_0 -> "5.0";
        };
    }

    private static ProtocolVersion version(String number) {
        return switch (number) {
            case "3.1" -> ProtocolVersion.V3_1;
            case "3.1.1" -> ProtocolVersion.V3_1_1;
            case "5.0" -> ProtocolVersion.V5_0;
            default -> throw new IllegalArgumentException("The line has a version " + number);
        };
    }
}
