package io.mqttstack.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.MqttClient;
import io.mqttstack.client.MqttException;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.broker.BrokerCertificates;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerTests;
import io.mqttstack.conformance.broker.BrokerTls;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client and brokers over TLS, with both providers. */
@Timeout(180)
class TlsIT {

    private static final String KEY = "00112233445566778899aabbccddeeff";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"mosquitto", "hivemq", "artemis"})
    void talksOverTls(String name) throws Exception {
        BrokerCertificates certificates = new BrokerCertificates(directory.resolve("certificates"));
        try (BrokerUnderTest broker = broker(name, certificates.broker(false))) {
            BrokerTests.startOrSkip(broker);
            for (TlsProvider provider : TlsProvider.values()) {
                talk(broker, trusting(certificates, provider).build());
            }
            assertRefused(
                    broker,
                    TlsOptions.builder().provider(TlsProvider.JDK).trustSystem().build(),
                    "is not trusted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mosquitto", "hivemq", "artemis"})
    void presentsAClientCertificate(String name) throws Exception {
        BrokerCertificates certificates = new BrokerCertificates(directory.resolve("certificates"));
        try (BrokerUnderTest broker = broker(name, certificates.broker(true))) {
            BrokerTests.startOrSkip(broker);
            for (TlsProvider provider : TlsProvider.values()) {
                talk(
                        broker,
                        trusting(certificates, provider)
                                .keyPem(certificates.file("client.pem"), certificates.file("client.key"))
                                .build());
                assertRefused(broker, trusting(certificates, provider).build(), "");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sharesAKeyWithMosquitto(String protocol) throws Exception {
        try (BrokerUnderTest broker = broker("mosquitto", BrokerTls.preShared("device7", KEY))) {
            BrokerTests.startOrSkip(broker);
            talk(
                    broker,
                    TlsOptions.builder()
                            .preSharedKey("device7", () -> HexFormat.of().parseHex(KEY))
                            .protocols(protocol)
                            .build());
            assertRefused(
                    broker,
                    TlsOptions.builder()
                            .preSharedKey("device7", () -> new byte[16])
                            .protocols(protocol)
                            .build(),
                    "the keys of the two sides differ");
        }
    }

    private BrokerUnderTest broker(String name, BrokerTls tls) {
        return Brokers.ofSystem()
                .create(name, BrokerOptions.in(directory.resolve(name)).withTls(tls));
    }

    private static TlsOptions.Builder trusting(BrokerCertificates certificates, TlsProvider provider) {
        return TlsOptions.builder().provider(provider).trustPem(certificates.file("ca.pem"));
    }

    private static MqttClient client(BrokerUnderTest broker, TlsOptions tls) {
        return MqttClient.builder(broker.host(), "client")
                .port(broker.port())
                .networkTimeout(Duration.ofSeconds(30))
                .tls(tls)
                .build();
    }

    private static void talk(BrokerUnderTest broker, TlsOptions tls) throws InterruptedException {
        try (MqttClient client = client(broker, tls)) {
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

    private static void assertRefused(BrokerUnderTest broker, TlsOptions tls, String words) {
        try (MqttClient client = client(broker, tls)) {
            MqttException failure = assertThrows(MqttException.class, client::connect);
            assertTrue(String.valueOf(failure.getMessage()).contains(words), failure.getMessage());
        }
    }
}
