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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An installed RabbitMQ with its MQTT plugin, as a node of its own beside any that runs already: nothing below
 * {@code /etc} or {@code /var} is read or written. It always keeps sessions on disk. MQTT 3.1 and 3.1.1, QoS 1.
 *
 * <p>Erlang nodes find each other through a process called epmd, which a node would start in the background and leave
 * behind. Here it runs first, in the foreground and on a port of its own, and ends when the broker is stopped or closed.
 */
final class RabbitMqBroker extends ProcessBroker {

    static final String NAME = "rabbitmq";

    private static final String PROGRAM = "rabbitmq-server";
    private static final String PORT_MAPPER = "epmd";

    /** Debian's program on the PATH is a wrapper that changes the user; this is what it wraps. */
    private static final Path DEBIAN = Path.of("/usr/lib/rabbitmq/bin", PROGRAM);

    /** The listener accepts connections before the users are imported, so its port says nothing. */
    private static final Pattern READY = Pattern.compile("completed with \\d+ plugins");

    private final Programs programs;
    private @Nullable BrokerProcess portMapper;
    private int portMapperPort;
    private int distributionPort;

    RabbitMqBroker(BrokerOptions options, FreePorts ports, Programs programs) {
        super(NAME, options, ports);
        this.programs = programs;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return Set.of(ProtocolVersion.V3_1, ProtocolVersion.V3_1_1);
    }

    @Override
    public QoS maximumQoS() {
        return QoS.AT_LEAST_ONCE;
    }

    @Override
    public Optional<String> unavailable() {
        if (server().isEmpty()) {
            return Optional.of("the program rabbitmq-server is not installed");
        }
        return programs.find(PORT_MAPPER).isPresent()
                ? Optional.empty()
                : Optional.of("the program epmd, a part of Erlang, is not installed");
    }

    private Optional<Path> server() {
        return Files.isExecutable(DEBIAN) ? Optional.of(DEBIAN) : programs.find(PROGRAM);
    }

    @Override
    ProcessBuilder command(Path directory, Endpoints listeners) throws IOException, InterruptedException {
        startPortMapper();
        Path configuration = ConfigFiles.write(
                directory.resolve("rabbitmq.conf"), configuration(listeners, directory.resolve("definitions.json")));
        String webSocket = listeners.has(Carrier.WS) || listeners.has(Carrier.WSS) ? ", rabbitmq_web_mqtt" : "";
        Path plugins =
                ConfigFiles.write(directory.resolve("enabled_plugins"), "[rabbitmq_mqtt%s].\n".formatted(webSocket));
        Path noDefaults = ConfigFiles.write(directory.resolve("rabbitmq-env.conf"), "");
        ProcessBuilder command = new ProcessBuilder(server().orElseThrow().toString());
        Map<String, String> environment = command.environment();
        environment.keySet().removeIf(key -> key.startsWith("RABBITMQ_") || key.startsWith("ERL_"));
        environment.put("HOME", directory.toString());
        environment.put("ERL_EPMD_ADDRESS", host());
        environment.put("ERL_EPMD_PORT", Integer.toString(portMapperPort));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
        environment.put("RABBITMQ_NODENAME", "mqttstack@localhost");
        environment.put("RABBITMQ_MNESIA_BASE", directory.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", directory.resolve("log").toString());
        environment.put("RABBITMQ_CONFIG_FILE", configuration.toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", noDefaults.toString());
        environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString());
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        // Makes the script become the server instead of watching over it, so that signals reach the server itself.
        environment.put("RUNNING_UNDER_SYSTEMD", "true");
        return command;
    }

    @Override
    Pattern announcement() {
        return READY;
    }

    @Override
    Set<Carrier> carriers() {
        return EnumSet.of(Carrier.TLS, Carrier.WS, Carrier.WSS);
    }

    @Override
    String webSocketPath() {
        return "/ws";
    }

    private String configuration(Endpoints listeners, Path definitions) throws IOException {
        Map<String, String> users = options().users();
        String loading =
                users.isEmpty() ? "" : "load_definitions = " + ConfigFiles.write(definitions, definitions(users));
        return """
                listeners.tcp = none
                mqtt.listeners.tcp.1 = %s:%d
                mqtt.allow_anonymous = %s
                mqtt.retained_message_store = rabbit_mqtt_retained_msg_store_dets
                log.file = false
                log.console = true
                log.console.level = warning
                %s
                %s
                """.formatted(
                host(), listeners.port(Carrier.TCP), users.isEmpty(), loading, String.join("\n", more(listeners)));
    }

    private List<String> more(Endpoints listeners) {
        List<String> lines = new ArrayList<>();
        if (listeners.has(Carrier.TLS)) {
            lines.add("mqtt.listeners.ssl.1 = %s:%d".formatted(host(), listeners.port(Carrier.TLS)));
            lines.addAll(certificate("ssl_options"));
        }
        if (listeners.has(Carrier.WS)) {
            lines.add("web_mqtt.tcp.listener = %s:%d".formatted(host(), listeners.port(Carrier.WS)));
        }
        if (listeners.has(Carrier.WSS)) {
            lines.add("web_mqtt.ssl.listener = %s:%d".formatted(host(), listeners.port(Carrier.WSS)));
            lines.addAll(certificate("web_mqtt.ssl"));
        }
        return lines;
    }

    /** The certificate is its own issuer. */
    private List<String> certificate(String prefix) {
        Path certificate = options().material().serverCertificate();
        return List.of(
                prefix + ".cacertfile = " + certificate,
                prefix + ".certfile = " + certificate,
                prefix + ".keyfile = " + options().material().serverKey());
    }

    /** What the broker imports at each start: the users, who may do anything. */
    private static String definitions(Map<String, String> users) {
        String accounts = users.entrySet().stream()
                .map(user -> "{\"name\": %s, \"password\": %s, \"tags\": []}"
                        .formatted(ConfigFiles.quoted(user.getKey()), ConfigFiles.quoted(user.getValue())))
                .collect(Collectors.joining(", "));
        String permissions = users.keySet().stream()
                .map(user ->
                        "{\"user\": %s, \"vhost\": \"/\", \"configure\": \".*\", \"write\": \".*\", \"read\": \".*\"}"
                                .formatted(ConfigFiles.quoted(user)))
                .collect(Collectors.joining(", "));
        return "{\"users\": [%s], \"vhosts\": [{\"name\": \"/\"}], \"permissions\": [%s]}\n"
                .formatted(accounts, permissions);
    }

    private void startPortMapper() throws InterruptedException {
        if (portMapper != null && portMapper.alive()) {
            return;
        }
        if (portMapperPort == 0) {
            portMapperPort = anotherPort();
            distributionPort = anotherPort();
        }
        String program = programs.find(PORT_MAPPER).orElseThrow().toString();
        ProcessBuilder command =
                new ProcessBuilder(program, "-port", Integer.toString(portMapperPort), "-address", host());
        portMapper = BrokerProcess.start(PORT_MAPPER, command, BrokerProcess.NO_ANNOUNCEMENT);
        portMapper.awaitPort(portMapperPort, START_LIMIT);
    }

    @Override
    void release() {
        if (portMapper != null) {
            portMapper.end();
            portMapper = null;
        }
    }
}
