package io.mqttstack.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Events as lines of the protocol. */
final class EventJson {
    private EventJson() {}

    static ObjectNode write(Event event) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (event instanceof Event.Message message) {
            node.put("event", "message")
                    .put("duplicate", message.duplicate())
                    .put("delivery", message.delivery())
                    .set("message", MessageJson.write(message.message()));
            codes(node, "subscriptionIdentifiers", message.subscriptionIdentifiers());
            return node;
        }
        node.put("command", event.command());
        if (event instanceof Event.Connected connected) {
            ObjectNode facts = node.put("event", "connected")
                    .put("sessionPresent", connected.sessionPresent())
                    .putObject("facts");
            connected.facts().forEach(facts::put);
        } else if (event instanceof Event.Refused refused) {
            ended(node, "refused", refused.reasonCode(), refused.text());
        } else if (event instanceof Event.Published published) {
            ended(node, "published", published.reasonCode(), published.text()).put("delivered", published.delivered());
        } else if (event instanceof Event.Reauthenticated) {
            node.put("event", "reauthenticated");
        } else if (event instanceof Event.Renewed) {
            node.put("event", "renewed");
        } else if (event instanceof Event.Disconnected disconnected) {
            ended(node, "disconnected", disconnected.reasonCode(), disconnected.text());
        } else if (event instanceof Event.Subscribed subscribed) {
            codes(node.put("event", "subscribed"), "reasonCodes", subscribed.reasonCodes());
        } else if (event instanceof Event.Unsubscribed unsubscribed) {
            codes(node.put("event", "unsubscribed"), "reasonCodes", unsubscribed.reasonCodes());
        } else if (event instanceof Event.Failed failed) {
            node.put("event", "failed").put("text", failed.text());
        } else if (event instanceof Event.Unsupported unsupported) {
            node.put("event", "unsupported").put("what", unsupported.what());
        }
        return node;
    }

    private static ObjectNode ended(ObjectNode node, String name, OptionalInt reasonCode, String text) {
        reasonCode.ifPresent(code -> node.put("reasonCode", code));
        return node.put("event", name).put("text", text);
    }

    private static void codes(ObjectNode node, String field, List<Integer> codes) {
        ArrayNode list = node.putArray(field);
        codes.forEach(list::add);
    }

    static Event read(JsonNode node) {
        int command = node.path("command").asInt();
        OptionalInt reasonCode = CommandJson.optionalInt(node.path("reasonCode"));
        String text = node.path("text").asText();
        String name = node.path("event").asText();
        return switch (name) {
            case "connected" ->
                new Event.Connected(command, node.path("sessionPresent").asBoolean(), facts(node.path("facts")));
            case "refused" -> new Event.Refused(command, reasonCode, text);
            case "message" ->
                new Event.Message(
                        MessageJson.read(node.path("message")),
                        node.path("duplicate").asBoolean(),
                        codes(node.path("subscriptionIdentifiers")),
                        node.path("delivery").asInt());
            case "published" ->
                new Event.Published(command, node.path("delivered").asBoolean(), reasonCode, text);
            case "subscribed" -> new Event.Subscribed(command, codes(node.path("reasonCodes")));
            case "unsubscribed" -> new Event.Unsubscribed(command, codes(node.path("reasonCodes")));
            case "reauthenticated" -> new Event.Reauthenticated(command);
            case "renewed" -> new Event.Renewed(command);
            case "disconnected" -> new Event.Disconnected(command, reasonCode, text);
            case "failed" -> new Event.Failed(command, text);
            case "unsupported" ->
                new Event.Unsupported(command, node.path("what").asText());
            default -> throw new IllegalArgumentException("The line has an event " + name);
        };
    }

    private static List<Integer> codes(JsonNode node) {
        List<Integer> codes = new ArrayList<>();
        node.forEach(each -> codes.add(each.asInt()));
        return codes;
    }

    private static Map<String, String> facts(JsonNode node) {
        Map<String, String> facts = new TreeMap<>();
        node.properties()
                .forEach(each -> facts.put(each.getKey(), each.getValue().asText()));
        return facts;
    }
}
