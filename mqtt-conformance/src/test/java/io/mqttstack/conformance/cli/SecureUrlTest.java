package io.mqttstack.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.conformance.broker.BrokerTls;
import io.mqttstack.conformance.broker.Carrier;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.conformance.faulty.FaultyBroker;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Brokers that are known by the URL of a listener other than TCP. */
class SecureUrlTest {

    @TempDir
    Path directory;

    private BrokerTls tls;
    private FaultyBroker broker;
    private Terminal terminal;

    @BeforeEach
    void start() throws InterruptedException {
        tls = BrokerTls.make(directory.resolve("tls"));
        broker = new FaultyBroker(tls, directory);
        terminal = new Terminal(directory);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private String url(Carrier carrier) {
        Listener listener = Objects.requireNonNull(broker.subject().listeners().get(carrier));
        return listener.endpoint().toString();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "WS", "WSS"})
    void areAskedEverythingThere(Carrier carrier) {
        int status = terminal.execute(
                "conformance",
                "--url",
                url(carrier),
                "--ca",
                directory.relativize(tls.serverCertificate()).toString(),
                "--version",
                "5",
                "--case",
                "retained,take-over,over-" + carrier + ",over-unix");
        assertEquals(0, status, () -> terminal.out + " " + terminal.err);
        assertTrue(terminal.out.toString().contains("4 cases, 1 subject: 3 PASS, 1 UNTESTED"), terminal.out::toString);
        assertTrue(terminal.out.toString().contains("no listener over a Unix socket is known"), terminal.out::toString);
    }

    @Test
    void areNotTrustedByTheJdk() {
        int status = terminal.execute("conformance", "--url", url(Carrier.TLS), "--version", "5", "--case", "connect");
        assertEquals(1, status, () -> terminal.out + " " + terminal.err);
        assertTrue(terminal.out.toString().contains("is not trusted"), terminal.out::toString);
    }

    @Test
    void needIssuersThatCanBeRead() {
        int status = terminal.execute("conformance", "--url", url(Carrier.TLS), "--ca", "absent.pem");
        assertEquals(3, status, () -> terminal.out + " " + terminal.err);
        assertTrue(terminal.out.toString().contains("absent.pem"), terminal.out::toString);
    }
}
