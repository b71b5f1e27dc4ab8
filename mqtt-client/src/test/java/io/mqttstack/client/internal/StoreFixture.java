package io.mqttstack.client.internal;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.Message;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.store.MemoryStore;
import io.mqttstack.client.store.SessionStore;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.TopicName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clients with a kept session in a store, which do not connect again by themselves. */
abstract class StoreFixture extends EngineFixture {
    /** Told by a store that nobody listens to. */
    static final SessionStore.Progress NOBODY = new SessionStore.Progress() {
        @Override
        public void persisted(long sequence) {}

        @Override
        public void failed(IOException cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    };

    final MemoryStore store = new MemoryStore();

    /** What became of the messages of earlier clients. */
    final List<String> restored = new ArrayList<>();

    AsyncMqttClient client() {
        return AsyncMqttClient.create(kept().build());
    }

    ClientOptions.Builder kept() {
        return options.session(SessionOptions.kept())
                .sessionStore(store)
                .reconnect(failure -> Optional.empty())
                .listener(new Events() {
                    @Override
                    public void restored(Message message, PublishResult result) {
                        restored.add(message.topic() + " " + result.outcome());
                    }
                });
    }

    void answerNothing(PacketType... but) {
        List<PacketType> answered = List.of(but);
        server.script = (peer, packet) -> packet.type() != PacketType.CONNECT && !answered.contains(packet.type());
    }

    void answerAll() {
        server.script = (peer, packet) -> false;
    }

    static Message expiring(String topic) {
        return Message.builder(TopicName.of(topic))
                .qos(QoS.AT_LEAST_ONCE)
                .messageExpiryInterval(86_400)
                .build();
    }
}
