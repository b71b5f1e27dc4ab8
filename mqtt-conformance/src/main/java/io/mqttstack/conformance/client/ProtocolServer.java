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
import java.util.Set;
import java.util.SplittableRandom;

/** Our client behind the line protocol: a program that reads commands and prints events. */
public final class ProtocolServer {
    /** The version of the protocol. */
    static final int PROTOCOL = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProtocolServer() {}

    /**
     * Serves one client until standard input ends.
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
        try (ClientInstance client = subject.open(event -> print(out, EventJson.write(event)))) {
            print(out, hello(subject.name(), client.version(), client.features()));
            BufferedReader in = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode node = JSON.readTree(line);
                int number = node.path("number").asInt();
                try {
                    client.perform(number, CommandJson.read(node));
                } catch (IllegalArgumentException e) {
                    print(out, EventJson.write(new Event.Failed(number, String.valueOf(e.getMessage()))));
                }
            }
        }
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
