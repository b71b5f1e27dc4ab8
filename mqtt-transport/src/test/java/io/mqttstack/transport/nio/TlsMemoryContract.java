package io.mqttstack.transport.nio;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Relay;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportContract;
import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.memory.MemoryDriver;
import io.mqttstack.transport.memory.MemoryTransport;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The contract over TLS in memory, driven by a thread. */
abstract class TlsMemoryContract extends TransportContract {

    private static final String RELAY = "relay.localhost";
    private static final TlsMaterial SERVER = TlsMaterial.of("localhost", "localhost", RELAY);

    private final MemoryDriver driver = new MemoryDriver();

    /** Who does TLS. */
    protected abstract TlsProvider provider();

    @Override
    protected Transport newTransport() {
        MemoryTransport memory = new MemoryTransport();
        memory.silence("silent");
        return new TlsMemoryTransport(driver.drive(memory));
    }

    private MemoryTransport memory() {
        return ((TlsMemoryTransport) transport).memory();
    }

    @AfterEach
    void stopDriver() {
        driver.close();
    }

    @Override
    protected ConnectOptions.Builder clientOptions() {
        return ConnectOptions.builder()
                .tls(TlsOptions.builder()
                        .provider(provider())
                        .trustPem(SERVER.issuerPem())
                        .build());
    }

    @Override
    protected ConnectOptions.Builder serverOptions() {
        return ConnectOptions.builder()
                .tls(TlsOptions.builder()
                        .provider(provider())
                        .keyPem(SERVER.certificatePem(), SERVER.keyPem())
                        .build());
    }

    @Override
    protected Endpoint foreignEndpoint() {
        return Endpoint.tls("127.0.0.1", 8883);
    }

    @Override
    protected Endpoint listenEndpoint() {
        return Endpoint.memory("localhost");
    }

    @Override
    protected Relay relay(Endpoint listening, int portion) {
        return new Relay(memory(), Endpoint.memory(RELAY), listening, portion);
    }

    @Override
    protected Endpoint through(Relay relay, Endpoint listening) {
        return relay.endpoint();
    }

    @Override
    protected Endpoint refusingEndpoint() {
        return Endpoint.memory("nobody");
    }

    @Override
    protected Endpoint silentEndpoint() {
        return Endpoint.memory("silent");
    }

    @Override
    protected void elapse(Duration time) {
        memory().advance(time);
    }

    @Override
    protected boolean noticesTruncation() {
        return true;
    }

    @Override
    protected Set<Kind> cutKinds() {
        return EnumSet.of(Kind.RESET, Kind.TRUNCATED);
    }
}
