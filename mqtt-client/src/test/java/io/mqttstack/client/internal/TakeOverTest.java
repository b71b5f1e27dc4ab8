package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.PacketType;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two clients with one identifier on a server before 5.0, which only closes the connection of the earlier one. */
class TakeOverTest extends EngineFixture {
    @BeforeEach
    void takeOver() {
        options.version(ProtocolVersion.V3_1_1);
        server.script = (peer, packet) -> {
            if (packet.type() == PacketType.CONNECT) {
                server.peers.stream()
                        .filter(each -> each != peer && !each.isClosed())
                        .forEach(ScriptedServer.Peer::cut);
            }
            return false;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 5_000, 20_000})
    void doNotFightAtFullSpeedWithTheFixedPolicy(int millis) {
        options.reconnect(ReconnectPolicy.fixed(Duration.ofMillis(millis)));
        now(AsyncMqttClient.create(options.build()).connect());
        now(AsyncMqttClient.create(options.build()).connect());
        transport.advance(Duration.ofHours(1));
        int firstHour = server.peers.size();
        transport.advance(Duration.ofHours(1));
        int secondHour = server.peers.size() - firstHour;
        assertTrue(firstHour >= 10 && firstHour <= 180, firstHour + " connections");
        assertTrue(secondHour >= 10 && secondHour <= 121, secondHour + " connections");
    }

    @Test
    void countFromTheStartAfterASteadyConnection() {
        options.reconnect(ReconnectPolicy.fixed(Duration.ofSeconds(5)));
        now(AsyncMqttClient.create(options.build()).connect());
        for (int i = 0; i < 5; i++) {
            transport.advance(Duration.ofMinutes(1));
            server.latest().cut();
            transport.advance(Duration.ofSeconds(5));
            assertEquals(i + 2, server.peers.size(), "a minute is steady");
        }
        for (int wait : new int[] {5, 5, 5, 10, 20, 30, 30}) {
            transport.advance(Duration.ofSeconds(29));
            server.latest().cut();
            int before = server.peers.size();
            transport.advance(Duration.ofSeconds(wait).minusMillis(1));
            assertEquals(before, server.peers.size(), "waits " + wait + " s");
            transport.advance(Duration.ofMillis(1));
            assertEquals(before + 1, server.peers.size(), "waits " + wait + " s");
        }
    }
}
