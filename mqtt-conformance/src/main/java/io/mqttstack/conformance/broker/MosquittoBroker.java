package io.mqttstack.conformance.broker;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.program.ConfigFiles;
import io.mqttstack.conformance.program.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
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
    ProcessBuilder command(Path directory, Endpoints listeners) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(
                listener(listeners, Carrier.TCP),
                "log_dest stderr",
                "log_type error",
                "log_type warning",
                "max_queued_messages 100000",
                "set_tcp_nodelay true",
                "allow_anonymous " + options().users().isEmpty()));
        if (!options().users().isEmpty()) {
            lines.add("password_file " + passwordFile(directory, options().users()));
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
        for (Carrier each : carriers()) {
            if (listeners.has(each)) {
                lines.add(listener(listeners, each));
                lines.addAll(options(each, directory));
            }
        }
        Path configuration = ConfigFiles.write(directory.resolve("mosquitto.conf"), String.join("\n", lines) + "\n");
        return new ProcessBuilder(programs.find(NAME).orElseThrow().toString(), "-c", configuration.toString());
    }

    @Override
    Set<Carrier> carriers() {
        return EnumSet.complementOf(EnumSet.of(Carrier.TCP));
    }

    private String listener(Endpoints listeners, Carrier carrier) {
        return carrier == Carrier.UNIX
                ? "listener 0 " + listeners.socket()
                : "listener " + listeners.port(carrier) + " " + host();
    }

    /** What belongs to the listener above. */
    private List<String> options(Carrier carrier, Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        if (carrier.webSocket()) {
            lines.add("protocol websockets");
        }
        if (carrier.certificate()) {
            lines.add("certfile " + options().material().serverCertificate());
            lines.add("keyfile " + options().material().serverKey());
        }
        if (carrier == Carrier.CLIENT_CERTIFICATE) {
            lines.add("cafile " + options().material().clientCertificate());
            lines.add("require_certificate true");
        }
        if (carrier == Carrier.PSK) {
            String key = HexFormat.of().formatHex(options().material().preSharedKey());
            Path keys = ConfigFiles.write(directory.resolve("keys"), BrokerTls.IDENTITY + ":" + key + "\n");
            lines.add("psk_hint hint");
            lines.add("psk_file " + keys);
        }
        return lines;
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
