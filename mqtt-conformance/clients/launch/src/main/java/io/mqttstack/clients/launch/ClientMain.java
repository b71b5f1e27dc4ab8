package io.mqttstack.clients.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Serves clients, one after the other, on standard input and output until the input ends. */
public final class ClientMain {
    private static final int PROTOCOL = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClientMain() {}

    /**
     * Serves a client and ends the process.
     *
     * @param name the name of the library
     * @param library a class of it, whose jar tells the version
     * @param features what it has
     * @param makes makes the client
     */
    public static void serve(String name, Class<?> library, List<String> features, Function<Events, Client> makes)
            throws IOException {
        PrintStream out = System.out;
        // What a library prints is no line of the protocol.
        System.setOut(System.err);
        Events events = new Events(out);
        events.hello(PROTOCOL, name, version(library), features);
        Client client = makes.apply(events);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode command = JSON.readTree(line);
            int number = command.path("number").asInt();
            try {
                if (command.path("command").asText().equals("renew")) {
                    events.end();
                    client.abandon();
                    events = new Events(out);
                    client = makes.apply(events);
                    events.renewed(number);
                } else {
                    obey(client, events, number, command);
                }
            } catch (Exception e) {
                e.printStackTrace();
                events.failed(number, e);
            }
        }
        // The threads of a library may go on for ever.
        Runtime.getRuntime().halt(0);
    }

    private static void obey(Client client, Events events, int number, JsonNode command) throws Exception {
        String word = command.path("command").asText();
        switch (word) {
            case "connect" -> client.connect(number, command);
            case "publish" -> client.publish(number, command);
            case "subscribe" -> client.subscribe(number, command);
            case "unsubscribe" -> client.unsubscribe(number, command);
            case "acknowledge" -> client.acknowledge(number, command);
            case "reauthenticate" -> client.reauthenticate(number);
            case "disconnect" -> client.disconnect(number, command);
            default -> events.unsupported(number, word);
        }
    }

    /** The version in the name of the jar: libraries seldom tell it in another way. */
    private static String version(Class<?> library) {
        String file =
                library.getProtectionDomain().getCodeSource().getLocation().getPath();
        return file.replaceFirst(".*-([0-9][^-/]*(-[A-Z0-9]+)?)\\.jar$", "$1");
    }
}
