package io.mqttstack.clients.paho5;

import com.fasterxml.jackson.databind.JsonNode;
import io.mqttstack.clients.launch.Client;
import io.mqttstack.clients.launch.Deliveries;
import io.mqttstack.clients.launch.Events;
import io.mqttstack.clients.launch.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** An {@link MqttAsyncClient} that obeys commands. */
final class Paho5 implements Client {
    private static final int FIRST_ERROR = 0x80;
    private static final int LAST_ERROR = 0xFF;
    private static final long QUIESCE_MILLIS = 5_000;

    private final Events events;
    private final Deliveries<MqttMessage> deliveries = new Deliveries<>();
    private Optional<MqttAsyncClient> client = Optional.empty();
    private MqttConnectionOptions options = new MqttConnectionOptions();

    Paho5(Events events) {
        this.events = events;
    }

    /** What is told of an operation. */
    private record Told(Consumer<IMqttToken> success, Consumer<Throwable> failure) implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            success.accept(token);
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            failure.accept(cause);
        }
    }

    private final class Callback implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            int code = response.getReturnCode();
            events.disconnected(Events.UNASKED, code >= FIRST_ERROR ? code : Events.NO_CODE, response);
        }

        @Override
        public void mqttErrorOccurred(MqttException failure) {
            events.failed(Events.UNASKED, failure);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            int number = deliveries.add(message);
            List<Integer> identifiers = message.getProperties() == null
                    ? List.of()
                    : message.getProperties().getSubscriptionIdentifiers();
            events.message(PahoPackets.message(topic, message), message.isDuplicate(), identifiers, number);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean again, String url) {
            if (again) {
                events.connected(Events.UNASKED, false, Map.of());
            }
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }

    @Override
    public void connect(int number, JsonNode command) throws Exception {
        if (client.isEmpty()) {
            options = PahoPackets.options(command);
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
                                token -> events.connected(number, token.getSessionPresent(), facts(token)),
                                failure -> events.refused(number, reasonCode(failure), failure)));
    }

    private static Map<String, Object> facts(IMqttToken connected) {
        MqttProperties properties = connected.getResponseProperties();
        return properties == null
                ? Map.of()
                : Map.of("shared-subscription-available", properties.isSharedSubscriptionAvailable());
    }

    private static int reasonCode(Throwable failure) {
        return failure instanceof MqttException known
                        && known.getReasonCode() >= FIRST_ERROR
                        && known.getReasonCode() <= LAST_ERROR
                ? known.getReasonCode()
                : Events.NO_CODE;
    }

    private static int reasonCode(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        return codes == null || codes.length == 0 ? Events.NO_CODE : codes[0];
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
                        PahoPackets.message(message),
                        null,
                        new Told(
                                token -> {
                                    int code = reasonCode(token);
                                    events.published(number, code < FIRST_ERROR, code, "");
                                },
                                failure -> events.published(number, false, reasonCode(failure), failure)));
    }

    @Override
    public void subscribe(int number, JsonNode command) throws Exception {
        int count = command.path("filters").size();
        MqttSubscription[] wanted = new MqttSubscription[count];
        for (int i = 0; i < count; i++) {
            wanted[i] = PahoPackets.subscription(command.path("filters").get(i));
        }
        MqttProperties properties = new MqttProperties();
        if (command.hasNonNull("identifier")) {
            properties.setSubscriptionIdentifier(command.get("identifier").asInt());
        }
        properties.setUserProperties(PahoPackets.userProperties(command));
        require()
                .subscribe(
                        wanted,
                        null,
                        new Told(
                                token -> events.subscribed(number, codes(token)),
                                failure -> events.failed(number, failure)),
                        properties);
    }

    private static List<Integer> codes(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        return codes == null ? List.of() : Arrays.stream(codes).boxed().toList();
    }

    @Override
    public void unsubscribe(int number, JsonNode command) throws Exception {
        String[] filters = Fields.texts(command, "filters").toArray(String[]::new);
        require()
                .unsubscribe(
                        filters,
                        null,
                        new Told(
                                token -> events.unsubscribed(number, codes(token)),
                                failure -> events.failed(number, failure)),
                        new MqttProperties());
    }

    @Override
    public void acknowledge(int number, JsonNode command) throws Exception {
        MqttMessage message = deliveries.take(command);
        require().messageArrivedComplete(message.getId(), message.getQos());
    }

    @Override
    public void disconnect(int number, JsonNode command) throws Exception {
        MqttProperties properties = new MqttProperties();
        if (command.hasNonNull("sessionExpiryInterval")) {
            properties.setSessionExpiryInterval(
                    command.get("sessionExpiryInterval").asLong());
        }
        require()
                .disconnect(
                        QUIESCE_MILLIS,
                        null,
                        new Told(
                                token -> events.disconnected(number, Events.NO_CODE, ""),
                                failure -> events.failed(number, failure)),
                        command.path("reasonCode").asInt(),
                        properties);
    }

    @Override
    public void abandon() throws Exception {
        if (client.isPresent()) {
            client.get().disconnectForcibly(0, 0, false);
            client.get().close(true);
        }
    }
}
