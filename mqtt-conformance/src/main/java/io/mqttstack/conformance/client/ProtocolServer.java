package io.mqttstack.conformance.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.transport.nio.NioTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Our client behind the line protocol: a program that reads commands and prints events. */
public final class ProtocolServer {
    /** The version of the protocol. */
    static final int PROTOCOL = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProtocolServer() {}

    /**
     * Serves clients, one after the other, until standard input ends.
     *
     * @param args none
     * @throws IOException if standard input cannot be read or holds something else than JSON
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        try (NioTransport transport = NioTransport.create()) {
            serve(
                    new OwnClient(new ClientRuntime(
                            transport, ClientRuntime.defaultExecutor(), new SplittableRandom()::nextDouble)),
                    System.in,
                    out);
        }
    }

    private static void serve(ClientUnderTest subject, InputStream input, PrintStream out) throws IOException {
        Consumer<Event> events = event -> print(out, EventJson.write(event));
        ClientInstance client = subject.open(events);
        print(out, hello(subject.name(), client.version(), features(client)));
        BufferedReader in = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode node = JSON.readTree(line);
            int number = node.path("number").asInt();
            try {
                Command command = CommandJson.read(node);
                if (command instanceof Command.Renew) {
                    client.close();
                    client = subject.open(events);
                    events.accept(new Event.Renewed(number));
                } else {
                    client.perform(number, command);
                }
            } catch (IllegalArgumentException e) {
                events.accept(new Event.Failed(number, String.valueOf(e.getMessage())));
            }
        }
        client.close();
    }

    /** What the client has, and what this program has. */
    private static Set<Feature> features(ClientInstance client) {
        Set<Feature> features = EnumSet.of(Feature.RENEWAL);
        features.addAll(client.features());
        return features;
    }

    static ObjectNode hello(String name, String version, Set<Feature> features) {
        ObjectNode hello = JSON.createObjectNode().put("protocol", PROTOCOL).put("client", name);
        ArrayNode ids = hello.put("version", version).putArray("features");
        features.forEach(each -> ids.add(each.id()));
        return hello;
    }

    private static void print(PrintStream out, ObjectNode node) {
        try {
            String line = JSON.writeValueAsString(node) + "\n";
            synchronized (out) {
                out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A line that cannot be written", e);
        }
    }
}
