package io.mqttstack.bench.peer.client;

import io.mqttstack.bench.load.LoadedClient;
import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttClient;
import io.mqttstack.client.PublishListener;
import io.mqttstack.client.Subscribe;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ours: listeners for what does not wait, {@link MqttClient} for what does. */
public final class StackClient implements LoadedClient {
    private static final long PATIENCE_SECONDS = 20;

    private @Nullable MqttClient blocking;
    private @Nullable AsyncMqttClient client;
    private @Nullable PublishListener listener;
    private @Nullable Ended listening;
    private @Nullable TopicName topic;

    /** Makes a client that is not connected. */
    public StackClient() {}

    @Override
    public LoadedClient another() {
        return new StackClient();
    }

    @Override
    public void connect(int port, String clientIdentifier, int window) throws Exception {
        MqttClient made =
                MqttClient.builder("127.0.0.1", clientIdentifier).port(port).build();
        made.connect();
        blocking = made;
        client = made.async();
    }

    @Override
    public Object message(String name, byte[] payload, int qos) {
        TopicName known = topic;
        if (known == null) {
            topic = known = TopicName.of(name);
        }
        return Message.builder(known)
                .payload(Bytes.wrap(payload))
                .qos(QoS.of(qos).orElseThrow())
                .build();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // one listener for each that is told
    public void publish(Object message, Ended ended) {
        if (ended != listening) {
            listening = ended;
            listener = (published, result) ->
                    ended.ended(result.delivered() ? null : new IllegalStateException("Not delivered: " + result));
        }
        connected().publish((Message) message, Objects.requireNonNull(listener));
    }

    @Override
    public void publishAndWait(Object message) throws Exception {
        Objects.requireNonNull(blocking).publish((Message) message);
    }

    @Override
    public void subscribe(String filter, int qos, Handler handler) throws Exception {
        Subscribe request = Subscribe.to(filter, QoS.of(qos).orElseThrow());
        connected()
                .subscribe(request, AckMode.AFTER_HANDLER, delivery -> {
                    ByteBuffer payload = delivery.message().payload().asByteBuffer();
                    handler.message(payload.getLong(0), payload.getLong(Long.BYTES));
                })
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private AsyncMqttClient connected() {
        return Objects.requireNonNull(client, "not connected");
    }

    @Override
    public void close() {
        if (blocking != null) {
            blocking.close();
        }
    }
}
