package io.mqttstack.conformance.cli;

import io.mqttstack.client.ClientListener;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttClient;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The first part of the demo: the client connects, publishes and receives, and outlives its broker. */
final class Story {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String MEANWHILE = "demo/meanwhile";

    private final PrintWriter out;
    private final BrokerUnderTest broker;
    private final Events events = new Events();

    Story(PrintWriter out, BrokerUnderTest broker) {
        this.out = out;
        this.broker = broker;
    }

    /** What the client reports, on its executor; the story waits for it. */
    private static final class Events implements ClientListener {
        final BlockingQueue<ConnectResult> connected = new LinkedBlockingQueue<>();
        final BlockingQueue<TopicFilter> subscribed = new LinkedBlockingQueue<>();
        final BlockingQueue<MqttException> lost = new LinkedBlockingQueue<>();

        @Override
        public void connected(ConnectResult result) {
            connected.add(result);
        }

        @Override
        public void subscribed(TopicFilter filter, QoS granted) {
            subscribed.add(filter);
        }

        @Override
        public void disconnected(Optional<MqttException> cause, Optional<Duration> retryIn) {
            cause.ifPresent(lost::add);
        }
    }

    void tell() throws InterruptedException {
        say("Starting the broker " + broker.name() + ", in a process of its own");
        broker.start();
        try (MqttClient client = MqttClient.builder(broker.host(), "demo")
                .port(broker.port())
                .cleanSession(false)
                .reconnectAfter(Duration.ofMillis(500))
                .listener(events)
                .build()) {
            connect(client);
            exchange(client);
            outlive(client);
            client.disconnect();
        }
        say("Disconnected");
        out.flush();
    }

    private void connect(MqttClient client) throws InterruptedException {
        client.on("demo/#", QoS.EXACTLY_ONCE);
        client.connect();
        await(events.connected);
        say("Connected to " + broker.host() + ":" + broker.port() + " with MQTT 3.1.1");
        say("Subscribed to " + await(events.subscribed));
    }

    private void exchange(MqttClient client) throws InterruptedException {
        for (QoS qos : QoS.values()) {
            client.publish("demo/hello", "hello at QoS " + qos.value(), qos, false);
            say("Published at QoS " + qos.value() + ", received: " + text(receive(client)));
        }
    }

    private void outlive(MqttClient client) throws InterruptedException {
        broker.kill();
        say("Killed the broker (SIGKILL): " + await(events.lost).getMessage());
        CompletableFuture<PublishResult> waiting = client.async()
                .publish(Message.builder(TopicName.of(MEANWHILE))
                        .payload("published while the broker was down")
                        .qos(QoS.AT_LEAST_ONCE)
                        .build())
                .toCompletableFuture();
        say("Published one more message, which waits for the broker");
        broker.start();
        ConnectResult again = await(events.connected);
        say("Started the broker again; the client is back, its session was "
                + (again.sessionPresent() ? "kept" : "lost and its subscription is restored"));
        Message message = receive(client);
        while (!message.topic().value().equals(MEANWHILE)) {
            say("Received again, since the broker died before it had noted the acknowledgement: " + text(message));
            message = receive(client);
        }
        say("Received: " + text(message));
        PublishResult result = waiting.join();
        say("The publish has ended as " + result.outcome());
    }

    private static Message receive(MqttClient client) throws InterruptedException {
        return client.receive(PATIENCE).orElseThrow(() -> new MqttException("No message came in time"));
    }

    private static <T> T await(BlockingQueue<T> events) throws InterruptedException {
        T event = events.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        if (event == null) {
            throw new MqttException("The client reports nothing more");
        }
        return event;
    }

    private static String text(Message message) {
        return "\"" + message.payload().utf8() + "\" on " + message.topic();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
