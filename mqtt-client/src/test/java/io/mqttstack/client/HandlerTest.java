package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a handler of the asynchronous face may do, over sockets. */
@Timeout(60)
class HandlerTest {
    private final NioTransport transport = NioTransport.create();
    private final ScriptedServer server = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));
    private final CompletableFuture<Thread> done = new CompletableFuture<>();
    private AsyncMqttClient client = AsyncMqttClient.create(
            ClientOptions.builder(server.endpoint(), "unused").build());

    @AfterEach
    void close() {
        client.close();
        transport.close();
    }

    /** Connects, and has a handler do something with the first message. */
    private void handle(ProtocolVersion version, Consumer<Delivery> action) {
        client = AsyncMqttClient.create(ClientOptions.builder(server.endpoint(), "client")
                .version(version)
                .limits(ClientLimits.DEFAULT.withInbox(4, 1 << 20))
                .build());
        join(client.connect());
        join(client.subscribe(Subscribe.to("in", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {
            try {
                action.accept(delivery);
                done.complete(Thread.currentThread());
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }));
    }

    private Thread first() throws Exception {
        server.latest().send(ScriptedServer.publish("in", 1, QoS.AT_LEAST_ONCE));
        return done.get(20, TimeUnit.SECONDS);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void mayBlockWithoutStoppingOthers(ProtocolVersion version) throws Exception {
        CountDownLatch other = new CountDownLatch(1);
        handle(version, delivery -> {
            try {
                assertTrue(other.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        join(client.subscribe(
                Subscribe.to("other", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> other.countDown()));
        server.latest()
                .send(
                        ScriptedServer.publish("in", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("other", 2, QoS.AT_LEAST_ONCE));
        Thread thread = done.get(20, TimeUnit.SECONDS);
        assertFalse(thread.getName().startsWith("mqtt-nio"), "not on the event loop: " + thread);
        await(() -> server.count(PacketType.PUBACK) == 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void mayBlockWithoutHoldingUpTheAcknowledgementsBefore(ProtocolVersion version) throws Exception {
        int before = 100;
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        client = AsyncMqttClient.create(ClientOptions.builder(server.endpoint(), "client")
                .version(version)
                .build());
        join(client.connect());
        join(client.subscribe(Subscribe.to("in", QoS.EXACTLY_ONCE), AckMode.AFTER_HANDLER, delivery -> {
            if (handled.incrementAndGet() > before) {
                try {
                    assertTrue(released.await(20, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }));
        Publish[] all = new Publish[before + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = ScriptedServer.publish("in", i + 1, i % 2 == 0 ? QoS.AT_LEAST_ONCE : QoS.EXACTLY_ONCE);
        }
        server.latest().send(all);
        await(() -> server.count(PacketType.PUBACK) == before / 2);
        await(() -> server.count(PacketType.PUBREC) == before / 2);
        assertEquals(before + 1, handled.get());
        released.countDown();
        await(() -> server.count(PacketType.PUBACK) == before / 2 + 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void mayPublishAndWait(ProtocolVersion version) throws Exception {
        handle(
                version,
                delivery -> assertTrue(join(client.publish(Message.builder(TopicName.of("out"))
                                .qos(QoS.EXACTLY_ONCE)
                                .build()))
                        .delivered()));
        first();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void maySubscribeAndUnsubscribeAndWait(ProtocolVersion version) throws Exception {
        handle(version, delivery -> {
            Subscription more =
                    join(client.subscribe(Subscribe.to("more", QoS.AT_MOST_ONCE), AckMode.MANUAL, each -> {}));
            join(more.unsubscribe());
        });
        first();
        assertEquals(1, server.count(PacketType.UNSUBSCRIBE));
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void mayDisconnectAndConnectAndWait(ProtocolVersion version) throws Exception {
        handle(version, delivery -> {
            join(client.disconnect(DisconnectOptions.DEFAULT));
            join(client.connect());
        });
        first();
        assertTrue(client.isConnected());
        assertEquals(2, server.count(PacketType.CONNECT));
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void mayClose(ProtocolVersion version) throws Exception {
        handle(version, delivery -> client.close());
        first();
        await(() -> server.count(PacketType.DISCONNECT) == 1);
        await(() -> !client.isConnected());
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void neverHangsWhenItWaitsForItsOwnPublishUnderAFlood(ProtocolVersion version) throws Exception {
        int messages = 8;
        AtomicInteger handled = new AtomicInteger();
        handle(version, delivery -> {
            assertTrue(join(client.publish(Message.builder(TopicName.of("out"))
                            .qos(QoS.AT_LEAST_ONCE)
                            .build()))
                    .delivered());
            handled.incrementAndGet();
        });
        FutureTask<Long> flooding = new FutureTask<>(() -> {
            long reliable = 0;
            for (int i = 1; handled.get() < messages; i = i % 65_535 + 1) {
                boolean room = reliable - server.count(PacketType.PUBACK) < 4;
                server.latest()
                        .send(new Publish(
                                TopicName.of("in"),
                                Bytes.wrap(new byte[4_096]),
                                room ? QoS.AT_LEAST_ONCE : QoS.AT_MOST_ONCE,
                                false,
                                false,
                                room ? i : 0,
                                Publish.Properties.NONE));
                reliable += room ? 1 : 0;
                await(() -> server.latest().connection().pendingBytes() < 65_536 || handled.get() >= messages);
            }
            return reliable;
        });
        Thread thread = new Thread(flooding, "flood");
        thread.setDaemon(true);
        thread.start();
        assertTrue(flooding.get(40, TimeUnit.SECONDS) > 4);
        await(() -> handled.get() >= messages);
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_1_1", "V5_0"})
    void runsOnAVirtualThreadWhereTheJdkHasThem(ProtocolVersion version) throws Exception {
        CompletableFuture<Boolean> virtual = new CompletableFuture<>();
        handle(version, delivery -> {
            try {
                virtual.complete((Boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread()));
            } catch (ReflectiveOperationException e) {
                virtual.complete(false);
            }
        });
        first();
        assertEquals(Runtime.version().feature() >= 21, virtual.get(20, TimeUnit.SECONDS));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("The condition did not come true within 30 s");
            }
            Thread.onSpinWait();
        }
    }
}
