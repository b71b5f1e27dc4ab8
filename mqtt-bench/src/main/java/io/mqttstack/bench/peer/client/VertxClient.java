package io.mqttstack.bench.peer.client;

import io.mqttstack.bench.load.LoadedClient;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Vert.x MQTT: its future tells that a message was written, its completion handler that it was acknowledged. */
public final class VertxClient implements LoadedClient {
    private static final long PATIENCE_SECONDS = 20;
    private static final int LARGEST = 1 << 20;

    private final Vertx vertx;
    private final boolean shared;
    private final Semaphore acknowledged = new Semaphore(0);
    private @Nullable MqttClient client;
    private volatile @Nullable Ended ended;
    private String topic = "";
    private MqttQoS level = MqttQoS.AT_MOST_ONCE;

    /** Makes a client that is not connected. */
    public VertxClient() {
        this(Vertx.vertx(), false);
    }

    /**
     * Makes one of several clients.
     *
     * @param vertx what they share
     */
    VertxClient(Vertx vertx, boolean shared) {
        this.vertx = vertx;
        this.shared = shared;
    }

    @Override
    public LoadedClient another() {
        return new VertxClient(vertx, true);
    }

    @Override
    public void connect(int port, String clientIdentifier, int window) throws Exception {
        MqttClientOptions options = new MqttClientOptions()
                .setClientId(clientIdentifier)
                .setMaxInflightQueue(window + 1)
                .setMaxMessageSize(LARGEST);
        MqttClient made = MqttClient.create(vertx, options);
        client = made;
        wait(made.connect(port, "127.0.0.1"));
        made.publishCompletionHandler(identifier -> {
            Ended told = ended;
            if (told == null) {
                acknowledged.release();
            } else {
                told.ended(null);
            }
        });
    }

    @Override
    public Object message(String name, byte[] payload, int qos) {
        topic = name;
        level = MqttQoS.valueOf(qos);
        return Buffer.buffer(payload);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // set only when another one is to be told
    public void publish(Object message, Ended told) {
        if (level != MqttQoS.AT_MOST_ONCE && ended != told) {
            ended = told;
        }
        Future<Integer> written = connected().publish(topic, (Buffer) message, level, false, false);
        if (level == MqttQoS.AT_MOST_ONCE) {
            written.onComplete((identifier, failure) -> told.ended(failure));
        }
    }

    @Override
    public void publishAndWait(Object message) throws Exception {
        connected().publish(topic, (Buffer) message, level, false, false);
        acknowledged.acquire();
    }

    @Override
    public void subscribe(String filter, int qos, Handler handler) throws Exception {
        connected()
                .publishHandler(message -> handler.message(
                        message.payload().getLong(0), message.payload().getLong(Long.BYTES)));
        CountDownLatch granted = new CountDownLatch(1);
        connected().subscribeCompletionHandler(ack -> granted.countDown());
        wait(connected().subscribe(filter, qos));
        if (!granted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("No SUBACK came");
        }
    }

    private static void wait(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private MqttClient connected() {
        return Objects.requireNonNull(client, "not connected");
    }

    @Override
    public void close() {
        if (client != null && client.isConnected()) {
            client.disconnect().toCompletionStage().toCompletableFuture().join();
        }
        if (!shared) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
