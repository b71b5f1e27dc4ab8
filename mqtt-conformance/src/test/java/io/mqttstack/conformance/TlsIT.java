package io.mqttstack.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.MqttClient;
import io.mqttstack.client.MqttException;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerTests;
import io.mqttstack.conformance.broker.BrokerTls;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.broker.Carrier;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client and brokers over TLS, with both providers and with what they must not accept. The matrix has the rest. */
@Timeout(180)
class TlsIT {

    private static BrokerTls material;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeCertificates(@TempDir Path certificates) throws InterruptedException {
        material = BrokerTls.make(certificates);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mosquitto", "hivemq", "artemis"})
    void bothProvidersTrustAndPresentCertificates(String name) throws Exception {
        try (BrokerUnderTest broker = broker(name, Carrier.TLS, Carrier.CLIENT_CERTIFICATE)) {
            BrokerTests.startOrSkip(broker);
            for (TlsProvider provider : TlsProvider.values()) {
                Endpoint plain = endpoint(broker, Carrier.TLS);
                talk(plain, trusting(provider).build());
                assertRefused(
                        plain,
                        TlsOptions.builder().provider(provider).trustSystem().build(),
                        "is not trusted");

                Endpoint mutual = endpoint(broker, Carrier.CLIENT_CERTIFICATE);
                talk(
                        mutual,
                        trusting(provider)
                                .keyPem(material.clientCertificate(), material.clientKey())
                                .build());
                assertRefused(mutual, trusting(provider).build(), "");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sharesAKeyWithMosquitto(String protocol) throws Exception {
        try (BrokerUnderTest broker = broker("mosquitto", Carrier.PSK)) {
            BrokerTests.startOrSkip(broker);
            Endpoint endpoint = endpoint(broker, Carrier.PSK);
            talk(
                    endpoint,
                    TlsOptions.builder()
                            .preSharedKey(BrokerTls.IDENTITY, material::preSharedKey)
                            .protocols(protocol)
                            .build());
            assertRefused(
                    endpoint,
                    TlsOptions.builder()
                            .preSharedKey(BrokerTls.IDENTITY, () -> new byte[16])
                            .protocols(protocol)
                            .build(),
                    "the keys of the two sides differ");
        }
    }

    private BrokerUnderTest broker(String name, Carrier... carriers) {
        return Brokers.ofSystem()
                .create(name, BrokerOptions.in(directory.resolve(name)).withListeners(Set.of(carriers), material));
    }

    private static Endpoint endpoint(BrokerUnderTest broker, Carrier carrier) {
        Listener listener = broker.listeners().get(carrier);
        return Objects.requireNonNull(listener).endpoint();
    }

    private static TlsOptions.Builder trusting(TlsProvider provider) {
        return TlsOptions.builder().provider(provider).trustPem(material.serverCertificate());
    }

    private static MqttClient client(Endpoint endpoint, TlsOptions tls) {
        return MqttClient.builder(endpoint.host(), "client")
                .port(endpoint.port())
                .networkTimeout(Duration.ofSeconds(30))
                .tls(tls)
                .build();
    }

    private static void talk(Endpoint endpoint, TlsOptions tls) throws InterruptedException {
        try (MqttClient client = client(endpoint, tls)) {
            client.on("news", QoS.AT_LEAST_ONCE);
            client.connect();
            client.publish("news", "over TLS", QoS.AT_LEAST_ONCE, false);
            assertEquals(
                    "over TLS",
                    client.receive(Duration.ofSeconds(30))
                            .orElseThrow()
                            .payload()
                            .utf8());
        }
    }

    private static void assertRefused(Endpoint endpoint, TlsOptions tls, String words) {
        try (MqttClient client = client(endpoint, tls)) {
            MqttException failure = assertThrows(MqttException.class, client::connect);
            assertTrue(String.valueOf(failure.getMessage()).contains(words), failure.getMessage());
        }
    }
}
