package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.packet.QoS;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The asynchronous face waits for nothing: whatever is called, and whatever becomes of it. */
@Timeout(20)
class CallsTest extends EngineFixture {
    private static final int MOST = 3;

    private final List<CompletableFuture<?>> stages = new ArrayList<>();

    private void add(CompletionStage<?> stage) {
        stages.add(stage.toCompletableFuture());
    }

    private long done() {
        return stages.stream().filter(CompletableFuture::isDone).count();
    }

    /** Nothing runs the loop of the memory transport while the calls are made. */
    @Test
    void returnThoughTheLoopDoesNotRun() {
        AsyncMqttClient client = AsyncMqttClient.create(
                options.limits(ClientLimits.DEFAULT.withOutbound(MOST, 1 << 20)).build());
        now(client.connect());
        Message message = message("t", QoS.AT_LEAST_ONCE);
        add(client.connect());
        add(client.subscribe(Subscribe.to("f", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        add(client.request(Message.of("question", ""), Duration.ofSeconds(5)));
        for (int i = 0; i < MOST; i++) {
            add(client.publish(message)); // takes the room
            client.publish(message, (published, result) -> {}); // waits for some
        }
        assertEquals(0, done());
        CompletableFuture<?> full = client.publish(message).toCompletableFuture();
        assertTrue(full.isCompletedExceptionally(), "there is no room to wait in either");
        assertThrows(MqttException.class, () -> client.publish(message, (published, result) -> {}));
        assertTrue(client.isConnected());
        assertEquals(1, client.pendingSubscriptions());
        assertEquals(0, client.stats().sentMessages());
        add(client.disconnect(DisconnectOptions.drain(Duration.ofSeconds(5))));
        client.close();
        assertEquals(0, done());
        transport.runReady();
        assertEquals(stages.size(), done(), "and all of them end");
    }
}
