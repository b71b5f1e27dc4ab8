package io.mqttstack.bench.peer.client;

import io.mqttstack.bench.load.LoadedClient;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
import org.jspecify.annotations.Nullable;

/** Eclipse Paho for MQTT 5.0, which knows no other version. */
public final class PahoV5Client implements LoadedClient {
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(20);

    private @Nullable MqttAsyncClient client;
    private String topic = "";

    /** Makes a client that is not connected. */
    public PahoV5Client() {}

    @Override
    public LoadedClient another() {
        return new PahoV5Client();
    }

    @Override
    public void connect(int port, String clientIdentifier, int window) throws Exception {
        MqttAsyncClient made =
                new MqttAsyncClient("tcp://127.0.0.1:" + port, clientIdentifier, new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setReceiveMaximum(0xFFFF);
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
        connected().publish(topic, (MqttMessage) message, null, new MqttActionListener() {
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

    /** By the callback of the client: that of a subscription needs Subscription Identifiers, and fails without. */
    @Override
    public void subscribe(String filter, int qos, Handler handler) throws MqttException {
        connected().setCallback(new ToHandler(handler));
        connected().subscribe(new MqttSubscription(filter, qos)).waitForCompletion(PATIENCE);
    }

    private record ToHandler(Handler handler) implements MqttCallback {
        @Override
        public void messageArrived(String name, MqttMessage message) {
            ByteBuffer payload = ByteBuffer.wrap(message.getPayload());
            handler.message(payload.getLong(0), payload.getLong(Long.BYTES));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException failure) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String uri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
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
