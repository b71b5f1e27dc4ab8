package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server sends beyond our Receive Maximum is not read before the messages ahead of it are acknowledged. */
class ReceiveMaximumTest extends EngineFixture {
    private static final int MAXIMUM = 4;

    private final List<Delivery> taken = new ArrayList<>();

    private AsyncMqttClient receiving(QoS qos) {
        AsyncMqttClient client = AsyncMqttClient.create(options.limits(ClientLimits.DEFAULT.withInbox(MAXIMUM, 10_000))
                .session(SessionOptions.kept())
                .build());
        now(client.connect());
        now(client.subscribe(Subscribe.to("t", qos), AckMode.MANUAL, taken::add));
        return client;
    }

    private void send(int from, int to, QoS qos) {
        for (int i = from; i <= to; i++) {
            server.latest().send(ScriptedServer.publish("t", i, qos));
        }
        transport.runReady();
    }

    @ParameterizedTest
    @EnumSource(names = "AT_MOST_ONCE", mode = EnumSource.Mode.EXCLUDE)
    void waitsForAcknowledgementsHoweverTheApplicationOrdersThem(QoS qos) {
        receiving(qos);
        PacketType answer = qos == QoS.AT_LEAST_ONCE ? PacketType.PUBACK : PacketType.PUBREC;
        send(1, MAXIMUM, qos);
        for (int i = 1; i < MAXIMUM; i++) {
            taken.get(i).acknowledge();
        }
        transport.runReady();
        assertEquals(0, server.count(answer), "the first is not settled");
        send(MAXIMUM + 1, 2 * MAXIMUM, qos);
        assertEquals(MAXIMUM, taken.size(), "the rest is not read");
        assertEquals(List.of("connected"), events, "and no fault of the server's");
        taken.get(0).acknowledge();
        transport.runReady();
        assertEquals(MAXIMUM, server.count(answer));
        assertEquals(2 * MAXIMUM, taken.size());
    }

    @Test
    void readsOnWithTheFirstAcknowledgementThatLeaves() {
        receiving(QoS.AT_LEAST_ONCE);
        send(1, MAXIMUM + 1, QoS.AT_LEAST_ONCE);
        assertEquals(MAXIMUM, taken.size());
        taken.get(0).acknowledge();
        transport.runReady();
        assertEquals(MAXIMUM + 1, taken.size(), "an application may wait for the last that it has not got");
    }

    @Test
    void countsWhatAnEarlierConnectionLeftWithTheApplication() {
        receiving(QoS.AT_LEAST_ONCE);
        send(1, MAXIMUM, QoS.AT_LEAST_ONCE);
        taken.get(1).acknowledge();
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        send(1, MAXIMUM, QoS.AT_LEAST_ONCE);
        assertEquals(MAXIMUM + 1, taken.size(), "room for one: its answer is out of date, and three are still there");
        taken.subList(0, MAXIMUM).forEach(Delivery::acknowledge);
        transport.runReady();
        assertEquals(2 * MAXIMUM, taken.size());
        assertEquals(0, server.count(PacketType.PUBACK));
        taken.forEach(Delivery::acknowledge);
        transport.runReady();
        assertEquals(MAXIMUM, server.count(PacketType.PUBACK));
    }
}
