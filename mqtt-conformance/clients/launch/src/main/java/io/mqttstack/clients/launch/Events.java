package io.mqttstack.clients.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Tells what happens to one client, a line each. Thread-safe. A Reason Code below zero stands for none. */
public final class Events {
    /** No command has asked for the event. */
    public static final int UNASKED = 0;

    /** No Reason Code is known. */
    public static final int NO_CODE = -1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Also the lock under which lines are written. */
    private final PrintStream out;

    /** Guarded by the stream. */
    private boolean over;

    Events(PrintStream out) {
        this.out = out;
    }

    void hello(int protocol, String name, String version, List<String> features) {
        ObjectNode hello = JSON.createObjectNode().put("protocol", protocol).put("client", name);
        ArrayNode list = hello.put("version", version).putArray("features");
        features.forEach(list::add);
        list.add("renewal");
        tell(hello);
    }

    /** What becomes of the client from now on is told to nobody. */
    void end() {
        synchronized (out) {
            over = true;
        }
    }

    /** This client takes the place of another. */
    void renewed(int command) {
        tell(event("renewed", command));
    }

    /** A connection was accepted. */
    public void connected(int command, boolean sessionPresent, Map<String, ?> facts) {
        ObjectNode event = event("connected", command).put("sessionPresent", sessionPresent);
        ObjectNode known = event.putObject("facts");
        facts.forEach((name, value) -> known.put(name, String.valueOf(value)));
        tell(event);
    }

    /** A connection was not accepted. */
    public void refused(int command, int reasonCode, Object text) {
        tell(coded(event("refused", command), reasonCode).put("text", String.valueOf(text)));
    }

    /** A message arrived; see {@link #message}. */
    public void message(ObjectNode message, boolean duplicate, List<Integer> identifiers, int delivery) {
        ObjectNode event = JSON.createObjectNode().put("event", "message").put("duplicate", duplicate);
        event.put("delivery", delivery).set("message", message);
        ArrayNode list = event.putArray("subscriptionIdentifiers");
        identifiers.forEach(list::add);
        tell(event);
    }

    /** {@return a message without properties, for {@link #message(ObjectNode, boolean, List, int)}} */
    public static ObjectNode message(String topic, byte[] payload, int qos, boolean retain) {
        return JSON.createObjectNode()
                .put("topic", topic)
                .put("payload", payload)
                .put("qos", qos)
                .put("retain", retain);
    }

    /** A publish ended. */
    public void published(int command, boolean delivered, int reasonCode, Object text) {
        tell(coded(event("published", command), reasonCode)
                .put("delivered", delivered)
                .put("text", String.valueOf(text)));
    }

    /** A SUBACK came. */
    public void subscribed(int command, List<Integer> reasonCodes) {
        tell(codes(event("subscribed", command), reasonCodes));
    }

    /** An UNSUBACK came. */
    public void unsubscribed(int command, List<Integer> reasonCodes) {
        tell(codes(event("unsubscribed", command), reasonCodes));
    }

    /** A re-authentication ended well. */
    public void reauthenticated(int command) {
        tell(event("reauthenticated", command));
    }

    /** A connection ended. */
    public void disconnected(int command, int reasonCode, Object text) {
        tell(coded(event("disconnected", command), reasonCode).put("text", String.valueOf(text)));
    }

    /** The client could not do what it was told. */
    public void failed(int command, Object text) {
        tell(event("failed", command).put("text", String.valueOf(text)));
    }

    /** The client has not what the command needs. */
    public void unsupported(int command, String what) {
        tell(event("unsupported", command).put("what", what));
    }

    private static ObjectNode event(String name, int command) {
        return JSON.createObjectNode().put("event", name).put("command", command);
    }

    private static ObjectNode coded(ObjectNode event, int reasonCode) {
        return reasonCode < 0 ? event : event.put("reasonCode", reasonCode);
    }

    private static ObjectNode codes(ObjectNode event, List<Integer> reasonCodes) {
        ArrayNode list = event.putArray("reasonCodes");
        reasonCodes.forEach(list::add);
        return event;
    }

    private void tell(ObjectNode event) {
        try {
            byte[] line = (JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (out) {
                if (!over) {
                    out.write(line);
                    out.flush();
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A line that cannot be written", e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
