package io.mqttstack.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.MqttClient;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerTests;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.transport.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A handler publishes at QoS 1 and waits for it, while the broker floods an inbox that is full. */
@Timeout(120)
class FloodIT {
    private static final int HANDLED = 25;

    /** A flood that is faster than each reply ends the connection again and again; longer waits would add up to minutes. */
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"hivemq,V3_1_1", "hivemq,V5_0", "mosquitto,V3_1_1", "mosquitto,V5_0"})
    void neverHangs(String name, ProtocolVersion version) throws Exception {
        try (BrokerUnderTest broker = Brokers.ofSystem().create(name, BrokerOptions.in(directory))) {
            BrokerTests.startOrSkip(broker);
            AtomicInteger handled = new AtomicInteger();
            try (MqttClient flooded = client(broker, version, "flooded", 4);
                    MqttClient flooding = client(broker, version, "flooding", 1_024)) {
                flooded.on("flood", message -> {
                    assertDoesNotThrow(() -> flooded.publish("reply", "x", QoS.AT_LEAST_ONCE, false));
                    if (handled.incrementAndGet() == HANDLED) {
                        flooded.disconnect();
                    }
                });
                flooded.connect();
                flooding.connect();
                Await.until(() -> flooded.pendingSubscriptions() == 0);
                FutureTask<Integer> flood = new FutureTask<>(() -> flood(flooding, handled));
                Thread thread = new Thread(flood, "flood");
                thread.setDaemon(true);
                thread.start();

                flooded.loop();

                assertEquals(HANDLED, handled.get());
                assertTrue(flood.get(60, TimeUnit.SECONDS) > HANDLED);
            }
        }
    }

    /** QoS 0 as fast as it goes, and QoS 1 between, so that the inbox is full of what must not be dropped. */
    private static int flood(MqttClient client, AtomicInteger handled) throws InterruptedException {
        byte[] payload = new byte[1_024];
        int sent = 0;
        while (handled.get() < HANDLED) {
            QoS qos = sent % 20 == 0 ? QoS.AT_LEAST_ONCE : QoS.AT_MOST_ONCE;
            try {
                client.publish("flood", payload, qos, false);
            } catch (MqttException e) {
                if (qos != QoS.AT_LEAST_ONCE || !e.packet().isPresent()) {
                    throw e;
                }
            }
            sent++;
        }
        return sent;
    }

    private static MqttClient client(BrokerUnderTest broker, ProtocolVersion version, String identifier, int inbox) {
        return MqttClient.create(ClientOptions.builder(Endpoint.tcp(broker.host(), broker.port()), identifier)
                .version(version)
                .limits(ClientLimits.DEFAULT.withInbox(inbox, 1 << 20))
                .reconnect(failure -> Optional.of(AT_ONCE))
                .build());
    }
}
