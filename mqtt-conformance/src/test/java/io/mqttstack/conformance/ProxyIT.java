package io.mqttstack.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerTests;
import io.mqttstack.conformance.broker.BrokerTls;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.broker.Carrier;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.conformance.broker.ProxyProcess;
import io.mqttstack.conformance.broker.ProxyProcess.Kind;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.ProxyOptions;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client and Mosquitto through proxies that people run. */
@Timeout(180)
class ProxyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static BrokerTls material;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeCertificates(@TempDir Path certificates) throws InterruptedException {
        material = BrokerTls.make(certificates);
    }

    @ParameterizedTest
    @EnumSource
    void carriesEveryCarrierOverTcp(Kind kind) throws Exception {
        try (BrokerUnderTest broker = broker();
                ProxyProcess proxy = ProxyProcess.startOrSkip(kind, directory)) {
            BrokerTests.startOrSkip(broker);
            for (Listener each : broker.listeners().values()) {
                talk(each.endpoint(), proxy, each.tls());
            }
            TlsOptions byTheJdk = TlsOptions.builder()
                    .provider(TlsProvider.JDK)
                    .trustPem(material.serverCertificate())
                    .build();
            talk(Objects.requireNonNull(broker.listeners().get(Carrier.TLS)).endpoint(), proxy, Optional.of(byTheJdk));
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhyTheProxyRefuses(Kind kind) throws Exception {
        try (BrokerUnderTest broker = broker();
                ProxyProcess proxy = ProxyProcess.startOrSkip(kind, directory)) {
            BrokerTests.startOrSkip(broker);
            Endpoint there = Endpoint.tcp(broker.host(), broker.port());
            assertRefused(there, proxy.options("wrong"), "refused the user name and password");
            assertRefused(there, proxy.withoutLogin(), "login");
            broker.stop();
            assertRefused(there, proxy.options(), "proxy");
        }
    }

    private BrokerUnderTest broker() {
        Set<Carrier> carriers = EnumSet.complementOf(EnumSet.of(Carrier.TCP, Carrier.UNIX));
        return Brokers.ofSystem()
                .create(
                        "mosquitto",
                        BrokerOptions.in(directory.resolve("mosquitto")).withListeners(carriers, material));
    }

    private static ClientOptions options(Endpoint endpoint, ProxyOptions proxy, Optional<TlsOptions> tls) {
        ClientOptions.Builder options = ClientOptions.builder(endpoint, "client")
                .connection(ConnectOptions.builder().proxy(proxy).build())
                .networkTimeout(PATIENCE);
        tls.ifPresent(options::tls);
        return options.build();
    }

    private static void talk(Endpoint endpoint, ProxyProcess proxy, Optional<TlsOptions> tls) throws Exception {
        try (AsyncMqttClient client = AsyncMqttClient.create(options(endpoint, proxy.options(), tls))) {
            CompletableFuture<Message> received = new CompletableFuture<>();
            get(client.connect().toCompletableFuture());
            get(client.subscribe(
                            Subscribe.to("news", QoS.AT_LEAST_ONCE),
                            AckMode.AFTER_HANDLER,
                            delivery -> received.complete(delivery.message()))
                    .toCompletableFuture());
            get(client.publish(Message.of("news", "through a proxy")).toCompletableFuture());
            assertEquals("through a proxy", get(received).payload().utf8());
        }
    }

    private static void assertRefused(Endpoint endpoint, ProxyOptions proxy, String words) {
        try (AsyncMqttClient client = AsyncMqttClient.create(options(endpoint, proxy, Optional.empty()))) {
            CompletionException failure = assertThrows(
                    CompletionException.class,
                    () -> client.connect().toCompletableFuture().join());
            MqttException cause = (MqttException) failure.getCause();
            assertTrue(String.valueOf(cause.getMessage()).contains(words), cause::toString);
        }
    }

    private static <T> T get(CompletableFuture<T> stage) throws Exception {
        return stage.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
