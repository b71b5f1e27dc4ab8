package io.mqttstack.client.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.MqttClient;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.ServerUnavailableException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** What can be configured, and what cannot. */
class ClientOptionsTest {

    @Test
    void hasTheDefaultsOfTheAsynchronousClient() {
        ClientOptions options = ClientOptions.builder("host", "id").build();
        assertEquals("mqtt://host:1883", options.servers().get(0).toString());
        assertEquals(ProtocolVersion.V5_0, options.version());
        assertTrue(options.session().cleanStart());
        assertEquals(0, options.session().sessionExpiryInterval());
        assertEquals(Duration.ofMinutes(1), options.keepAlive());
        assertEquals(Duration.ofSeconds(6), options.networkTimeout());
        assertEquals(Duration.ofSeconds(30), options.publishTimeout());
        assertEquals(Duration.ofSeconds(10), options.handlerGrace());
        assertEquals(1_024, options.limits().inboxMessages());
        assertEquals(64 << 20, options.limits().inboxBytes());
        assertEquals(16 << 20, options.limits().maximumPacketSize());
        assertEquals(16, options.limits().topicAliasMaximum());
    }

    @Test
    void keepsTheSessionForEverWithoutACleanStart() {
        assertFalse(SessionOptions.kept().cleanStart());
        assertEquals(0xFFFF_FFFFL, SessionOptions.kept().sessionExpiryInterval());
        assertEquals(60, SessionOptions.kept(60).sessionExpiryInterval());
    }

    @Test
    void becomesSecureWithTls() throws NoSuchAlgorithmException {
        ClientOptions options = ClientOptions.builder("host", "id")
                .port(8884)
                .tls(TlsOptions.of(SSLContext.getDefault()))
                .build();
        assertEquals("mqtts://host:8884", options.servers().get(0).toString());
    }

    @Test
    void isNotChangedThroughItsBuilder() {
        ClientOptions.Builder builder = ClientOptions.builder("host", "id");
        ClientOptions first = builder.build();
        builder.port(1);
        assertEquals(1883, first.servers().get(0).port());
    }

    @Test
    void refusesWhatTheVersionDoesNotAllow() {
        assertIllegal(
                "1 to 23",
                () -> ClientOptions.builder("host", "")
                        .version(ProtocolVersion.V3_1)
                        .build());
        assertIllegal(
                "MQTT-3.1.3-7",
                () -> ClientOptions.builder("host", "")
                        .version(ProtocolVersion.V3_1_1)
                        .session(SessionOptions.kept())
                        .build());
        for (SessionOptions session : List.of(
                SessionOptions.kept(60),
                SessionOptions.builder().sessionExpiryInterval(60).build())) {
            assertIllegal(
                    "Session Expiry Interval needs MQTT 5.0",
                    () -> ClientOptions.builder("host", "id")
                            .version(ProtocolVersion.V3_1_1)
                            .session(session)
                            .build());
        }
    }

    @Test
    void refusesValuesOutOfRange() {
        ClientOptions.Builder builder = ClientOptions.builder("host", "id");
        assertIllegal("Keep Alive", () -> builder.keepAlive(Duration.ofSeconds(65_536)));
        assertIllegal("Keep Alive", () -> builder.keepAlive(Duration.ofMillis(1_500)));
        assertIllegal("network timeout", () -> builder.networkTimeout(Duration.ZERO));
        assertIllegal("publish timeout", () -> builder.publishTimeout(Duration.ofSeconds(-1)));
        assertIllegal("Session Expiry", () -> SessionOptions.builder().sessionExpiryInterval(-1));
        assertIllegal("port", () -> builder.port(65_536));
        assertIllegal("inboxMessages", () -> ClientLimits.DEFAULT.withInbox(65_536, 1));
        assertIllegal("outboundBytes", () -> ClientLimits.DEFAULT.withOutbound(1, 0));
        assertIllegal("maximumPacketSize", () -> ClientLimits.DEFAULT.withMaximumPacketSize(1));
        assertIllegal("negative", () -> DisconnectOptions.drain(Duration.ofSeconds(-1)));
        assertIllegal(
                "No Local", () -> Subscribe.to("$share/g/a", QoS.AT_MOST_ONCE).withNoLocal(true));
        assertIllegal("wait", () -> MqttClient.builder("host", "id").reconnectAfter(Duration.ofSeconds(-1)));
    }

    private static Duration delay(ReconnectPolicy policy, int attempt, double random) {
        return delay(policy, attempt, 0, random);
    }

    private static Duration delay(ReconnectPolicy policy, int attempt, int shortLived, double random) {
        return policy.delay(new ReconnectPolicy.Failure(
                        attempt, shortLived, new ServerUnavailableException("gone", null, null), () -> random))
                .orElseThrow();
    }

    @Test
    void givesUpWhereTheSameConnectWouldBeRefusedAgain() {
        for (ReconnectPolicy policy : List.of(
                ReconnectPolicy.fixed(Duration.ZERO),
                ReconnectPolicy.exponential(Duration.ofSeconds(1), Duration.ofSeconds(2)))) {
            assertEquals(
                    Optional.empty(),
                    policy.delay(new ReconnectPolicy.Failure(1, 0, new MqttException("for good"), () -> 0.5)));
        }
    }

    @Test
    void showsNoSecret() {
        ClientOptions options = ClientOptions.builder("host", "id")
                .will(io.mqttstack.client.Message.of("will", "secret"))
                .build();
        assertEquals("ClientOptions[[mqtt://host:1883], V5_0]", options.toString());
    }

    @Test
    void waitsAFixedTime() {
        ReconnectPolicy policy = ReconnectPolicy.fixed(Duration.ofSeconds(5));
        assertEquals(Duration.ofSeconds(5), delay(policy, 1, 0.9));
        assertEquals(Duration.ofSeconds(5), delay(policy, 1_000, 0.1));
    }

    @Test
    void backsOffFromConnectionsThatDoNotLastAlsoWithAFixedTime() {
        ReconnectPolicy policy = ReconnectPolicy.fixed(Duration.ofSeconds(5));
        assertEquals(Duration.ofSeconds(5), delay(policy, 3, 3, 0.5));
        assertEquals(Duration.ofSeconds(10), delay(policy, 4, 4, 0.5));
        assertEquals(Duration.ofSeconds(20), delay(policy, 5, 5, 0.5));
        assertEquals(Duration.ofSeconds(30), delay(policy, 6, 6, 0.5));
        assertEquals(Duration.ofSeconds(30), delay(policy, Integer.MAX_VALUE, Integer.MAX_VALUE, 0.5));
        assertEquals(Duration.ofMillis(200), delay(ReconnectPolicy.fixed(Duration.ZERO), 4, 4, 0.5));
        assertEquals(Duration.ofHours(1), delay(ReconnectPolicy.fixed(Duration.ofHours(1)), 9, 9, 0.5));
    }

    @Test
    void waitsExponentiallyLongerWithFullJitterUpToACap() {
        ReconnectPolicy policy = ReconnectPolicy.exponential(Duration.ofSeconds(1), Duration.ofMinutes(1));
        assertEquals(Duration.ZERO, delay(policy, 1, 0.0));
        assertEquals(Duration.ofMillis(500), delay(policy, 1, 0.5));
        assertEquals(Duration.ofSeconds(4), delay(policy, 4, 0.5));
        assertEquals(Duration.ofSeconds(30), delay(policy, 7, 0.5));
        assertEquals(Duration.ofSeconds(30), delay(policy, Integer.MAX_VALUE, 0.5));
        assertIllegal("cap", () -> ReconnectPolicy.exponential(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    private static void assertIllegal(String expected, org.junit.jupiter.api.function.Executable what) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, what);
        assertTrue(String.valueOf(failure.getMessage()).contains(expected), failure.getMessage());
    }

    @Test
    void goesOverTlsWithTheSchemeThatTheEndpointHas() throws NoSuchAlgorithmException {
        TlsOptions tls = TlsOptions.of(SSLContext.getDefault());
        assertEquals(
                "wss://broker:80/mqtt",
                ClientOptions.builder(Endpoint.of(URI.create("ws://broker")), "id")
                        .tls(tls)
                        .build()
                        .servers()
                        .get(0)
                        .toString());
        assertEquals(
                "mqtts://broker:1883",
                ClientOptions.builder("broker", "id")
                        .tls(tls)
                        .build()
                        .servers()
                        .get(0)
                        .toString());
        ClientOptions.Builder unix =
                ClientOptions.builder(Endpoint.unix("/run/mqtt"), "id").tls(tls);
        assertThrows(IllegalArgumentException.class, unix::build);
    }

    @Test
    void connectsWithinTheNetworkTimeout() {
        ClientOptions options = ClientOptions.builder("broker", "id")
                .connection(ConnectOptions.builder()
                        .connectTimeout(Duration.ofHours(1))
                        .keepAlive(true)
                        .build())
                .networkTimeout(Duration.ofSeconds(2))
                .build();
        assertEquals(Duration.ofSeconds(2), options.connection().connectTimeout());
        assertTrue(options.connection().keepAlive());
    }
}
