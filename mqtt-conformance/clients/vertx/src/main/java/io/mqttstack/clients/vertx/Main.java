package io.mqttstack.clients.vertx;

import io.mqttstack.clients.launch.ClientMain;
import io.vertx.mqtt.MqttClient;
import java.io.IOException;
import java.util.List;

/** Serves the client. */
final class Main {
    private static final List<String> FEATURES = List.of(
            "mqtt-3-1-1", "tls", "manual-acknowledgement", "keep-alive", "empty-client-identifier", "several-filters");

    private Main() {}

    public static void main(String[] args) throws IOException {
        ClientMain.serve("vertx", MqttClient.class, FEATURES, VertxMqtt::new);
    }
}
