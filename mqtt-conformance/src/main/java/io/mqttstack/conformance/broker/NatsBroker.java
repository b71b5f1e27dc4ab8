package io.mqttstack.conformance.broker;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.program.ConfigFiles;
import io.mqttstack.conformance.program.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An installed NATS server with JetStream, which always keeps sessions on disk. MQTT 3.1.1, QoS 1. One server is either plain
 * or speaks TLS, so a second one runs beside it for the listeners with TLS, with sessions of its own; pausing and killing
 * are about the first.
 */
final class NatsBroker extends ProcessBroker {

    static final String NAME = "nats";

    private static final String PROGRAM = "nats-server";

    /** How long it waits for CONNECT; by default two seconds, which a client on a busy machine may exceed. */
    private static final int LOGIN_SECONDS = 30;

    private static final int MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;

    private final Programs programs;
    private @Nullable BrokerProcess secure;

    NatsBroker(BrokerOptions options, FreePorts ports, Programs programs) {
        super(NAME, options, ports);
        this.programs = programs;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return Set.of(ProtocolVersion.V3_1_1);
    }

    @Override
    public QoS maximumQoS() {
        return QoS.AT_LEAST_ONCE;
    }

    @Override
    public Optional<String> unavailable() {
        return programs.find(PROGRAM).isPresent()
                ? Optional.empty()
                : Optional.of("the program nats-server is not installed");
    }

    @Override
    Set<Carrier> carriers() {
        return EnumSet.of(Carrier.TLS, Carrier.WS, Carrier.WSS);
    }

    @Override
    ProcessBuilder command(Path directory, Endpoints listeners) throws IOException, InterruptedException {
        if (secure == null || !secure.alive()) {
            startSecure(directory, listeners);
        }
        return command(directory, "plain", listeners, Carrier.TCP, Carrier.WS);
    }

    private void startSecure(Path directory, Endpoints listeners) throws IOException, InterruptedException {
        List<Carrier> carriers =
                Stream.of(Carrier.TLS, Carrier.WSS).filter(listeners::has).toList();
        if (!carriers.isEmpty()) {
            ProcessBuilder command = command(directory, "secure", listeners, Carrier.TLS, Carrier.WSS);
            BrokerProcess started = BrokerProcess.start(NAME, command, BrokerProcess.NO_ANNOUNCEMENT);
            secure = started;
            for (Carrier each : carriers) {
                started.awaitPort(listeners.port(each), START_LIMIT);
            }
        }
    }

    private ProcessBuilder command(Path directory, String which, Endpoints listeners, Carrier mqtt, Carrier webSocket)
            throws IOException {
        String store = ConfigFiles.quoted(directory.resolve("data-" + which).toString());
        String configuration = """
                server_name: mqttstack-%s
                listen: "%s:-1"
                max_payload: %d
                jetstream { store_dir: %s }
                %s
                %s
                %s
                """.formatted(
                        which,
                        host(),
                        MAX_PAYLOAD_BYTES,
                        store,
                        listener("mqtt", listeners, mqtt),
                        listener("websocket", listeners, webSocket),
                        authorization());
        Path file = ConfigFiles.write(directory.resolve(which + ".conf"), configuration);
        return new ProcessBuilder(programs.find(PROGRAM).orElseThrow().toString(), "-c", file.toString());
    }

    private String listener(String block, Endpoints listeners, Carrier carrier) {
        if (!listeners.has(carrier)) {
            return "";
        }
        return "%s { listen: \"%s:%d\", %s }".formatted(block, host(), listeners.port(carrier), tls(carrier));
    }

    private String tls(Carrier carrier) {
        if (!carrier.certificate()) {
            return carrier.webSocket() ? "no_tls: true" : "";
        }
        return "tls { cert_file: %s, key_file: %s, timeout: %d }"
                .formatted(
                        ConfigFiles.quoted(
                                options().material().serverCertificate().toString()),
                        ConfigFiles.quoted(options().material().serverKey().toString()),
                        START_LIMIT.toSeconds());
    }

    @Override
    void release() {
        if (secure != null) {
            secure.end();
            secure = null;
        }
    }

    private String authorization() {
        return options().users().isEmpty()
                ? ""
                : options().users().entrySet().stream()
                        .map(user -> "{ user: %s, password: %s }"
                                .formatted(ConfigFiles.quoted(user.getKey()), ConfigFiles.quoted(user.getValue())))
                        .collect(Collectors.joining(
                                ", ", "authorization { timeout: " + LOGIN_SECONDS + ", users: [ ", " ] }"));
    }
}
