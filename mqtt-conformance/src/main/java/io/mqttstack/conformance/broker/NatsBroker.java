package io.mqttstack.conformance.broker;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An installed NATS server with JetStream, which always keeps sessions on disk. MQTT 3.1.1, QoS 1. */
final class NatsBroker extends ProcessBroker {

    static final String NAME = "nats";

    private static final String PROGRAM = "nats-server";
    private static final int MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;

    private final Programs programs;

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
    ProcessBuilder command(Path directory, int mqttPort) throws IOException {
        String store = ConfigFiles.quoted(directory.resolve("data").toString());
        String configuration = """
                server_name: mqttstack
                listen: "%s:-1"
                max_payload: %d
                jetstream { store_dir: %s }
                mqtt { listen: "%s:%d" }
                %s
                """.formatted(host(), MAX_PAYLOAD_BYTES, store, host(), mqttPort, authorization());
        Path file = ConfigFiles.write(directory.resolve("nats.conf"), configuration);
        return new ProcessBuilder(programs.find(PROGRAM).orElseThrow().toString(), "-c", file.toString());
    }

    private String authorization() {
        return options().users().isEmpty()
                ? ""
                : options().users().entrySet().stream()
                        .map(user -> "{ user: %s, password: %s }"
                                .formatted(ConfigFiles.quoted(user.getKey()), ConfigFiles.quoted(user.getValue())))
                        .collect(Collectors.joining(", ", "authorization { users: [ ", " ] }"));
    }
}
