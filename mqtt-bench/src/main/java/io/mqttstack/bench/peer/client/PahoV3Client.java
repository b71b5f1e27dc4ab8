package io.mqttstack.bench.peer.client;

import io.mqttstack.bench.load.LoadedClient;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/** Eclipse Paho for MQTT 3.1.1. */
public final class PahoV3Client implements LoadedClient {
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(20);

    /** It tells of an acknowledgement before it counts it. */
    private static final int SLACK = 1000;

    private @Nullable MqttAsyncClient client;
    private String topic = "";

    /** Makes a client that is not connected. */
    public PahoV3Client() {}

    @Override
    public LoadedClient another() {
        return new PahoV3Client();
    }

    @Override
    public void connect(int port, String clientIdentifier, int window) throws Exception {
        MqttAsyncClient made =
                new MqttAsyncClient("tcp://127.0.0.1:" + port, clientIdentifier, new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMaxInflight(window + SLACK);
        client = made;
        made.connect(options).waitForCompletion(PATIENCE);
    }

    @Override
    public Object message(String name, byte[] payload, int qos) {
        topic = name;
        MqttMessage message = new MqttMessage(payload);
        message.setQos(qos);
        return message;
    }

    @Override
    public void publish(Object message, Ended ended) throws MqttException {
        connected().publish(topic, (MqttMessage) message, null, new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                ended.ended(null);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable failure) {
                ended.ended(failure);
            }
        });
    }

    @Override
    public void publishAndWait(Object message) throws MqttException {
        connected().publish(topic, (MqttMessage) message).waitForCompletion(PATIENCE);
    }

    @Override
    public void subscribe(String filter, int qos, Handler handler) throws MqttException {
        connected()
                .subscribe(filter, qos, (name, message) -> {
                    ByteBuffer payload = ByteBuffer.wrap(message.getPayload());
                    handler.message(payload.getLong(0), payload.getLong(Long.BYTES));
                })
                .waitForCompletion(PATIENCE);
    }

    private MqttAsyncClient connected() {
        return Objects.requireNonNull(client, "not connected");
    }

    @Override
    public void close() {
        if (client != null) {
            try {
                client.disconnect().waitForCompletion(PATIENCE);
            } catch (MqttException e) {
                throw new IllegalStateException("Paho does not disconnect", e);
            }
        }
    }
}
