package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientListener;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.memory.MemoryTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;

/** The engine on the memory transport, in virtual time; handlers and completions run in place. */
abstract class EngineFixture {
    static final Endpoint HERE = Endpoint.memory("server");

    final MemoryTransport transport = new MemoryTransport();
    final ScriptedServer server = new ScriptedServer(transport, HERE);
    final List<String> events = new ArrayList<>();
    final ClientOptions.Builder options = ClientOptions.builder(HERE, "client")
            .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
            .reconnect(ReconnectPolicy.fixed(Duration.ofSeconds(5)))
            .listener(new Events());

    @AfterEach
    void close() {
        transport.close();
    }

    CompletionStage<PublishResult> unanswered(AsyncMqttClient client) {
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        CompletionStage<PublishResult> waiting = client.publish(message("unanswered", QoS.AT_LEAST_ONCE));
        transport.runReady();
        return waiting;
    }

    <T> T now(CompletionStage<T> stage) {
        transport.runReady();
        assertTrue(stage.toCompletableFuture().isDone(), "still waits");
        return stage.toCompletableFuture().join();
    }

    <T extends MqttException> T failure(CompletionStage<?> stage, Class<T> type) {
        transport.runReady();
        assertTrue(stage.toCompletableFuture().isDone(), "still waits");
        CompletionException failure = assertThrows(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        return assertInstanceOf(type, failure.getCause());
    }

    static Message message(String topic, QoS qos) {
        return Message.builder(TopicName.of(topic)).qos(qos).build();
    }

    static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    static String topic(Delivery delivery) {
        return delivery.message().topic().value();
    }

    class Events implements ClientListener {
        @Override
        public void connected(ConnectResult result) {
            events.add("connected");
        }

        @Override
        public void disconnected(Optional<MqttException> cause, Optional<Duration> retryIn) {
            events.add("disconnected"
                    + cause.map(failure -> " " + failure.getClass().getSimpleName())
                            .orElse(""));
        }

        @Override
        public void handlerFailed(Message message, Throwable failure) {
            events.add("handlerFailed " + message.topic());
        }

        @Override
        public void dropped(long messages) {
            events.add("dropped " + messages);
        }

        @Override
        public void unhandled(Message message) {
            events.add("unhandled " + message.topic());
        }
    }
}
