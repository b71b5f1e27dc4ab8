package com.example.client;

import io.mqttstack.client.MqttClient;
import io.mqttstack.client.ServerUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** Asks for a server that is silent, and prints how the client says so. */
public final class Main {

    private Main() {}

    /**
     * Prints where the library was started from and what the client throws.
     *
     * @param args none
     * @throws Exception if it throws something else
     */
    public static void main(String[] args) throws Exception {
        Module module = Main.class.getModule();
        System.out.println("mqtt-client on the " + (module.isNamed() ? "module path" : "class path"));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MqttClient client = client(silent)) {
            client.on("news/#", message -> System.out.println(message.topic()));
            client.connect();
        } catch (ServerUnavailableException e) {
            System.out.println(e.getClass().getSimpleName());
        }
    }

    private static MqttClient client(ServerSocket server) throws IOException {
        return MqttClient.builder(server.getInetAddress().getHostAddress(), "consumer")
                .port(server.getLocalPort())
                .networkTimeout(Duration.ofMillis(200))
                .build();
    }
}
