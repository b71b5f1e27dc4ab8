package io.mqttstack.clients.paho3;

import io.mqttstack.clients.launch.ClientMain;
import java.io.IOException;
import java.util.List;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;

/** Serves the client. */
final class Main {
    private static final List<String> FEATURES = List.of(
            "mqtt-3-1",
            "mqtt-3-1-1",
            "tls",
            "web-socket",
            "manual-acknowledgement",
            "reconnect",
            "keep-alive",
            "empty-client-identifier",
            "several-filters");

    private Main() {}

    public static void main(String[] args) throws IOException {
        ClientMain.serve("paho3", MqttAsyncClient.class, FEATURES, Paho3::new);
    }
}
