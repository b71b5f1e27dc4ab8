package io.mqttstack.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mqttstack.codec.packet.RetainHandling;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Commands as lines of the protocol. */
final class CommandJson {
    private CommandJson() {}

    static ObjectNode write(int number, Command command) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("number", number);
        if (command instanceof Command.Connect connect) {
            ConnectJson.write(node.put("command", "connect"), connect);
        } else if (command instanceof Command.Publish publish) {
            node.put("command", "publish").set("message", MessageJson.write(publish.message()));
            publish.topicAlias().ifPresent(alias -> node.put("topicAlias", alias));
        } else if (command instanceof Command.Subscribe subscribe) {
            write(node.put("command", "subscribe"), subscribe);
        } else if (command instanceof Command.Unsubscribe unsubscribe) {
            ArrayNode filters = node.put("command", "unsubscribe").putArray("filters");
            unsubscribe.filters().forEach(filters::add);
        } else if (command instanceof Command.Acknowledge acknowledge) {
            node.put("command", "acknowledge")
                    .put("delivery", acknowledge.delivery())
                    .put("reasonCode", acknowledge.reasonCode());
        } else if (command instanceof Command.Reauthenticate) {
            node.put("command", "reauthenticate");
        } else if (command instanceof Command.Renew) {
            node.put("command", "renew");
        } else if (command instanceof Command.Disconnect disconnect) {
            node.put("command", "disconnect").put("reasonCode", disconnect.reasonCode());
            disconnect.sessionExpiryInterval().ifPresent(value -> node.put("sessionExpiryInterval", value));
        }
        return node;
    }

    private static void write(ObjectNode node, Command.Subscribe subscribe) {
        ArrayNode filters = node.putArray("filters");
        subscribe
                .filters()
                .forEach(each -> filters.addObject()
                        .put("filter", each.filter())
                        .put("qos", each.qos().value())
                        .put("noLocal", each.noLocal())
                        .put("retainAsPublished", each.retainAsPublished())
                        .put("retainHandling", each.retainHandling().value()));
        subscribe.identifier().ifPresent(value -> node.put("identifier", value));
        MessageJson.userProperties(node, subscribe.userProperties());
    }

    static Command read(JsonNode node) {
        String word = node.path("command").asText();
        return switch (word) {
            case "connect" -> ConnectJson.read(node);
            case "publish" ->
                new Command.Publish(MessageJson.read(node.path("message")), optionalInt(node.path("topicAlias")));
            case "subscribe" ->
                new Command.Subscribe(
                        filters(node), optionalInt(node.path("identifier")), MessageJson.userProperties(node));
            case "unsubscribe" -> unsubscribe(node);
            case "acknowledge" ->
                new Command.Acknowledge(
                        node.path("delivery").asInt(), node.path("reasonCode").asInt());
            case "reauthenticate" -> new Command.Reauthenticate();
            case "renew" -> new Command.Renew();
            case "disconnect" ->
                new Command.Disconnect(
                        node.path("reasonCode").asInt(),
                        node.hasNonNull("sessionExpiryInterval")
                                ? OptionalLong.of(
                                        node.get("sessionExpiryInterval").asLong())
                                : OptionalLong.empty());
            default -> throw new IllegalArgumentException("The line has a command " + word);
        };
    }

    private static List<Command.Subscribe.Filter> filters(JsonNode node) {
        List<Command.Subscribe.Filter> filters = new ArrayList<>();
        node.path("filters")
                .forEach(each -> filters.add(new Command.Subscribe.Filter(
                        each.path("filter").asText(),
                        MessageJson.qos(each.path("qos")),
                        each.path("noLocal").asBoolean(),
                        each.path("retainAsPublished").asBoolean(),
                        RetainHandling.of(each.path("retainHandling").asInt())
                                .orElseThrow(() ->
                                        new IllegalArgumentException("The line has a Retain Handling of its own")))));
        return filters;
    }

    private static Command.Unsubscribe unsubscribe(JsonNode node) {
        List<String> filters = new ArrayList<>();
        node.path("filters").forEach(each -> filters.add(each.asText()));
        return new Command.Unsubscribe(filters);
    }

    static OptionalInt optionalInt(JsonNode node) {
        return node.isInt() ? OptionalInt.of(node.asInt()) : OptionalInt.empty();
    }
}
