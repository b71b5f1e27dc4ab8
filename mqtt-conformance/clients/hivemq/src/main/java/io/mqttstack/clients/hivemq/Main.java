package io.mqttstack.clients.hivemq;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import io.mqttstack.clients.launch.Client;
import io.mqttstack.clients.launch.ClientMain;
import io.mqttstack.clients.launch.Events;
import io.mqttstack.clients.launch.Fields;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts the client in the version that it is told to connect in. */
final class Main implements Client {
    private static final List<String> FEATURES = List.of(
            "mqtt-3-1-1",
            "mqtt-5-0",
            "tls",
            "web-socket",
            "manual-acknowledgement",
            "reconnect",
            "keep-alive",
            "empty-client-identifier",
            "password-alone",
            "session-expiry",
            "receive-maximum",
            "maximum-packet-size",
            "topic-alias-maximum",
            "request-response-information",
            "request-problem-information",
            "connect-user-properties",
            "enhanced-authentication",
            "re-authentication",
            "will-properties",
            "message-properties",
            "several-filters",
            "subscription-options",
            "subscribe-user-properties",
            "disconnect-with-will",
            "disconnect-reason",
            "disconnect-expiry");

    private final Events events;
    private Optional<Client> client = Optional.empty();

    private Main(Events events) {
        this.events = events;
    }

    public static void main(String[] args) throws IOException {
        ClientMain.serve("hivemq", MqttClient.class, FEATURES, Main::new);
    }

    @Override
    public void connect(int number, JsonNode command) throws Exception {
        if (client.isEmpty()) {
            MqttClientBuilder builder = builder(command);
            client = Optional.of(
                    command.path("version").asText().equals("5.0")
                            ? new HiveMq5(events, builder, command)
                            : new HiveMq3(events, builder, command));
        }
        client.get().connect(number, command);
    }

    private static MqttClientBuilder builder(JsonNode command) throws GeneralSecurityException, IOException {
        URI url = Fields.url(command);
        MqttClientBuilder builder =
                MqttClient.builder().serverHost(url.getHost()).serverPort(url.getPort());
        String identifier = command.path("clientIdentifier").asText();
        if (!identifier.isEmpty()) {
            builder = builder.identifier(identifier);
        }
        if (Fields.secure(url)) {
            builder = builder.sslConfig()
                    .trustManagerFactory(Fields.trustManagers(command))
                    .applySslConfig();
        }
        if (Fields.webSocket(url)) {
            builder = builder.webSocketConfig()
                    .serverPath(url.getPath().replaceFirst("^/", ""))
                    .applyWebSocketConfig();
        }
        if (command.path("reconnect").asBoolean()) {
            builder = builder.automaticReconnect()
                    .initialDelay(Duration.ofMillis(200).toMillis(), TimeUnit.MILLISECONDS)
                    .maxDelay(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS)
                    .applyAutomaticReconnect();
        }
        return builder;
    }

    private Client require() {
        return client.orElseThrow(() -> new IllegalStateException("not told to connect"));
    }

    @Override
    public void publish(int number, JsonNode command) throws Exception {
        require().publish(number, command);
    }

    @Override
    public void subscribe(int number, JsonNode command) throws Exception {
        require().subscribe(number, command);
    }

    @Override
    public void unsubscribe(int number, JsonNode command) throws Exception {
        require().unsubscribe(number, command);
    }

    @Override
    public void acknowledge(int number, JsonNode command) throws Exception {
        require().acknowledge(number, command);
    }

    @Override
    public void reauthenticate(int number) throws Exception {
        require().reauthenticate(number);
    }

    @Override
    public void disconnect(int number, JsonNode command) throws Exception {
        require().disconnect(number, command);
    }

    @Override
    public void abandon() throws Exception {
        if (client.isPresent()) {
            client.get().abandon();
        }
    }
}
