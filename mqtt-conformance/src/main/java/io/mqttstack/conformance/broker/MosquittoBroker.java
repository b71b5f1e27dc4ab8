package io.mqttstack.conformance.broker;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An installed Eclipse Mosquitto, 2.0 or newer. With persistence it saves after every change. */
final class MosquittoBroker extends ProcessBroker {

    static final String NAME = "mosquitto";

    private static final String PASSWORD_TOOL = "mosquitto_passwd";
    private static final int TOOL_SECONDS = 30;

    private final Programs programs;

    MosquittoBroker(BrokerOptions options, FreePorts ports, Programs programs) {
        super(NAME, options, ports);
        this.programs = programs;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return Set.copyOf(EnumSet.allOf(ProtocolVersion.class));
    }

    @Override
    public QoS maximumQoS() {
        return QoS.EXACTLY_ONCE;
    }

    @Override
    public Optional<String> unavailable() {
        if (programs.find(NAME).isEmpty()) {
            return Optional.of("the program mosquitto is not installed");
        }
        return options().users().isEmpty() || programs.find(PASSWORD_TOOL).isPresent()
                ? Optional.empty()
                : Optional.of("the program mosquitto_passwd, which is needed for users, is not installed");
    }

    @Override
    ProcessBuilder command(Path directory, int mqttPort) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(
                "listener " + mqttPort + " " + host(),
                "log_dest stderr",
                "log_type error",
                "log_type warning",
                "max_queued_messages 100000",
                "set_tcp_nodelay true",
                "allow_anonymous " + options().users().isEmpty()));
        if (!options().users().isEmpty()) {
            lines.add("password_file " + passwordFile(directory, options().users()));
        }
        if (options().tls().isPresent()) {
            lines.addAll(tls(directory, options().tls().get()));
        }
        if (System.getProperty("user.name").equals("root")) {
            // Otherwise it becomes another user, who may not write into the data directory.
            lines.add("user root");
        }
        if (options().persistence()) {
            Path data = Files.createDirectories(directory.resolve("data"));
            lines.addAll(List.of(
                    "persistence true",
                    "persistence_location " + data + "/",
                    "autosave_on_changes true",
                    "autosave_interval 1"));
        }
        Path configuration = ConfigFiles.write(directory.resolve("mosquitto.conf"), String.join("\n", lines) + "\n");
        return new ProcessBuilder(programs.find(NAME).orElseThrow().toString(), "-c", configuration.toString());
    }

    private static List<String> tls(Path directory, BrokerTls tls) throws IOException {
        if (!tls.preSharedKeys().isEmpty()) {
            String keys = tls.preSharedKeys().entrySet().stream()
                    .map(key -> key.getKey() + ":" + key.getValue() + "\n")
                    .collect(Collectors.joining());
            return List.of("psk_hint hint", "psk_file " + ConfigFiles.write(directory.resolve("keys"), keys));
        }
        return List.of(
                "cafile " + tls.pem().resolve("ca.pem"),
                "certfile " + tls.pem().resolve("server.pem"),
                "keyfile " + tls.pem().resolve("server.key"),
                "require_certificate " + tls.clientCertificates());
    }

    /** Mosquitto reads hashed passwords only; its tool hashes a whole file in place. */
    private Path passwordFile(Path directory, Map<String, String> users) throws IOException, InterruptedException {
        String plain = users.entrySet().stream()
                .map(user -> user.getKey() + ":" + user.getValue() + "\n")
                .collect(Collectors.joining());
        Path file = ConfigFiles.write(directory.resolve("passwords"), plain);
        String tool = programs.find(PASSWORD_TOOL).orElseThrow().toString();
        Process hashing = new ProcessBuilder(tool, "-U", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        hashing.getOutputStream().close();
        if (!hashing.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || hashing.exitValue() != 0) {
            hashing.destroyForcibly();
            throw new BrokerException(NAME + " cannot be started: " + PASSWORD_TOOL + " failed");
        }
        return file;
    }
}
