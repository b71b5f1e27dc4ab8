package io.mqttstack.conformance.interop;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.Message;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.store.FileSessionStore;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletionStage;

/**
 * A program with a session in files that publishes without end, notes what it receives, and is killed. Arguments: host, port,
 * version, directory, topics in front of {@code /out} and {@code /in}, the name of this life, and how many messages to publish
 * in it; with none it ends by itself once nothing is under way.
 */
final class MortalClient {
    private MortalClient() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[3]);
        String topics = arguments[4];
        int count = Integer.parseInt(arguments[6]);
        AsyncMqttClient client = AsyncMqttClient.create(
                ClientOptions.builder(Endpoint.tcp(arguments[0], Integer.parseInt(arguments[1])), "mortal" + topics)
                        .version(ProtocolVersion.valueOf(arguments[2]))
                        .session(SessionOptions.kept())
                        .sessionStore(FileSessionStore.in(directory.resolve("sessions")))
                        .build());
        CompletionStage<Subscription> subscribed = client.subscribe(
                Subscribe.to(topics + "/in", QoS.EXACTLY_ONCE),
                AckMode.AFTER_HANDLER,
                delivery -> note(directory.resolve("received"), delivery));
        client.connect().toCompletableFuture().get();
        subscribed.toCompletableFuture().get();
        System.out.println("connected");
        for (int i = 0; i < count; i++) {
            Message message = Message.of(
                    TopicName.of(topics + "/out"), Bytes.utf8(arguments[5] + " " + i), QoS.EXACTLY_ONCE, false);
            client.publish(message).toCompletableFuture().get();
        }
        System.in.read();
        client.close();
    }

    private static void note(Path file, Delivery delivery) {
        try {
            Files.write(
                    file,
                    (delivery.message().payload().utf8() + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
