package io.mqttstack.clients.paho3;

import com.fasterxml.jackson.databind.JsonNode;
import io.mqttstack.clients.launch.Client;
import io.mqttstack.clients.launch.Deliveries;
import io.mqttstack.clients.launch.Events;
import io.mqttstack.clients.launch.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallbackExtended;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** An {@link MqttAsyncClient} that obeys commands. */
final class Paho3 implements Client {
    private static final int MAX_IN_FLIGHT = 1_000;
    private static final int RECONNECT_MILLIS = 1_000;

    private final Events events;
    private final Deliveries<MqttMessage> deliveries = new Deliveries<>();
    private Optional<MqttAsyncClient> client = Optional.empty();
    private MqttConnectOptions options = new MqttConnectOptions();

    Paho3(Events events) {
        this.events = events;
    }

    /** What is told of an operation. */
    private record Told(Consumer<IMqttToken> success, Consumer<Throwable> failure) implements IMqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            success.accept(token);
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            failure.accept(cause);
        }
    }

    private final class Callback implements MqttCallbackExtended {
        @Override
        public void connectComplete(boolean again, String url) {
            if (again) {
                events.connected(Events.UNASKED, false, Map.of());
            }
        }

        @Override
        public void connectionLost(Throwable cause) {
            events.disconnected(Events.UNASKED, Events.NO_CODE, cause);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            int number = deliveries.add(message);
            events.message(
                    Events.message(topic, message.getPayload(), message.getQos(), message.isRetained()),
                    message.isDuplicate(),
                    List.of(),
                    number);
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}
    }

    @Override
    public void connect(int number, JsonNode command) throws Exception {
        if (client.isEmpty()) {
            options = options(command);
            MqttAsyncClient made = new MqttAsyncClient(
                    Fields.pahoUrl(command), command.path("clientIdentifier").asText(), new MemoryPersistence());
            made.setManualAcks(deliveries.manual(command));
            made.setCallback(new Callback());
            client = Optional.of(made);
        }
        client.get()
                .connect(
                        options,
                        null,
                        new Told(
                                token -> events.connected(number, token.getSessionPresent(), Map.of()),
                                failure -> events.refused(number, reasonCode(failure), failure)));
    }

    private static MqttConnectOptions options(JsonNode command) throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(
                command.path("version").asText().equals("3.1")
                        ? MqttConnectOptions.MQTT_VERSION_3_1
                        : MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(command.path("cleanStart").asBoolean());
        options.setKeepAliveInterval(command.path("keepAlive").asInt());
        options.setMaxInflight(MAX_IN_FLIGHT);
        options.setAutomaticReconnect(command.path("reconnect").asBoolean());
        options.setMaxReconnectDelay(RECONNECT_MILLIS);
        if (command.hasNonNull("userName")) {
            options.setUserName(command.get("userName").asText());
        }
        if (command.hasNonNull("password")) {
            options.setPassword(new String(Fields.bytes(command, "password"), StandardCharsets.UTF_8).toCharArray());
        }
        JsonNode will = command.path("will");
        if (will.isObject()) {
            options.setWill(
                    will.path("topic").asText(),
                    Fields.bytes(will, "payload"),
                    will.path("qos").asInt(),
                    will.path("retain").asBoolean());
        }
        if (Fields.secure(Fields.url(command))) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, Fields.trustManagers(command).getTrustManagers(), null);
            options.setSocketFactory(context.getSocketFactory());
        }
        return options;
    }

    /** In terms of 5.0: 1 to 5 are 0x84 to 0x88, but not in this order. */
    private static int reasonCode(Throwable failure) {
        boolean refused =
                failure instanceof MqttException known && known.getReasonCode() >= 1 && known.getReasonCode() <= 5;
        return refused
                ? new int[] {0x84, 0x85, 0x88, 0x86, 0x87}[((MqttException) failure).getReasonCode() - 1]
                : Events.NO_CODE;
    }

    private MqttAsyncClient require() {
        return client.orElseThrow(() -> new IllegalStateException("not told to connect"));
    }

    @Override
    public void publish(int number, JsonNode command) throws Exception {
        JsonNode message = command.path("message");
        require()
                .publish(
                        message.path("topic").asText(),
                        Fields.bytes(message, "payload"),
                        message.path("qos").asInt(),
                        message.path("retain").asBoolean(),
                        null,
                        new Told(
                                token -> events.published(number, true, Events.NO_CODE, ""),
                                failure -> events.published(number, false, Events.NO_CODE, failure)));
    }

    @Override
    public void subscribe(int number, JsonNode command) throws Exception {
        int count = command.path("filters").size();
        String[] filters = new String[count];
        int[] levels = new int[count];
        for (int i = 0; i < count; i++) {
            JsonNode each = command.path("filters").get(i);
            filters[i] = each.path("filter").asText();
            levels[i] = each.path("qos").asInt();
        }
        require()
                .subscribe(
                        filters,
                        levels,
                        null,
                        new Told(
                                token -> events.subscribed(
                                        number,
                                        Arrays.stream(token.getGrantedQos())
                                                .boxed()
                                                .toList()),
                                failure -> events.failed(number, failure)));
    }

    @Override
    public void unsubscribe(int number, JsonNode command) throws Exception {
        String[] filters = Fields.texts(command, "filters").toArray(String[]::new);
        require()
                .unsubscribe(
                        filters,
                        null,
                        new Told(
                                token -> events.unsubscribed(number, List.of()),
                                failure -> events.failed(number, failure)));
    }

    @Override
    public void acknowledge(int number, JsonNode command) throws Exception {
        MqttMessage message = deliveries.take(command);
        require().messageArrivedComplete(message.getId(), message.getQos());
    }

    @Override
    public void disconnect(int number, JsonNode command) throws Exception {
        require()
                .disconnect(
                        null,
                        new Told(
                                token -> events.disconnected(number, Events.NO_CODE, ""),
                                failure -> events.failed(number, failure)));
    }

    @Override
    public void abandon() throws Exception {
        if (client.isPresent()) {
            client.get().disconnectForcibly(0, 0, false);
            client.get().close(true);
        }
    }
}
