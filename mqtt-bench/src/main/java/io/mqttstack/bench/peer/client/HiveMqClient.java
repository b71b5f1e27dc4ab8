package io.mqttstack.bench.peer.client;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.mqttstack.bench.load.LoadedClient;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** HiveMQ's asynchronous client. */
public final class HiveMqClient implements LoadedClient {
    private static final long PATIENCE_SECONDS = 20;

    private @Nullable Mqtt3AsyncClient client;
    private @Nullable MqttTopic topic;

    /** Makes a client that is not connected. */
    public HiveMqClient() {}

    @Override
    public LoadedClient another() {
        return new HiveMqClient();
    }

    @Override
    public void connect(int port, String clientIdentifier, int window) throws Exception {
        Mqtt3AsyncClient made = Mqtt3Client.builder()
                .identifier(clientIdentifier)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        client = made;
        made.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public Object message(String name, byte[] payload, int qos) {
        MqttTopic known = topic;
        if (known == null) {
            topic = known = MqttTopic.of(name);
        }
        return Mqtt3Publish.builder()
                .topic(known)
                .payload(payload)
                .qos(Objects.requireNonNull(MqttQos.fromCode(qos)))
                .build();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what it does is in the callback
    public void publish(Object message, Ended ended) {
        connected().publish((Mqtt3Publish) message).whenComplete((published, failure) -> ended.ended(failure));
    }

    @Override
    public void publishAndWait(Object message) throws Exception {
        connected().publish((Mqtt3Publish) message).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void subscribe(String filter, int qos, Handler handler) throws Exception {
        connected()
                .subscribeWith()
                .topicFilter(filter)
                .qos(Objects.requireNonNull(MqttQos.fromCode(qos)))
                .callback(message -> {
                    ByteBuffer payload = message.getPayload().orElseThrow();
                    handler.message(payload.getLong(0), payload.getLong(Long.BYTES));
                })
                .send()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Mqtt3AsyncClient connected() {
        return Objects.requireNonNull(client, "not connected");
    }

    @Override
    public void close() {
        if (client != null) {
            client.disconnect().join();
        }
    }
}
