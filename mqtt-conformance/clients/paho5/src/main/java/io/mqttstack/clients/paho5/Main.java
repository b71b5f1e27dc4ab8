package io.mqttstack.clients.paho5;

import io.mqttstack.clients.launch.ClientMain;
import java.io.IOException;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;

/** Serves the client. */
final class Main {
    private static final List<String> FEATURES = List.of(
            "mqtt-5-0",
            "tls",
            "web-socket",
            "manual-acknowledgement",
            "reconnect",
            "keep-alive",
            "empty-client-identifier",
            "session-expiry",
            "receive-maximum",
            "maximum-packet-size",
            "topic-alias-maximum",
            "request-response-information",
            "request-problem-information",
            "connect-user-properties",
            "will-properties",
            "message-properties",
            "several-filters",
            "subscription-options",
            "subscription-identifiers",
            "subscribe-user-properties",
            "disconnect-with-will",
            "disconnect-reason",
            "disconnect-expiry");

    private Main() {}

    public static void main(String[] args) throws IOException {
        ClientMain.serve("paho5", MqttAsyncClient.class, FEATURES, Paho5::new);
    }
}
