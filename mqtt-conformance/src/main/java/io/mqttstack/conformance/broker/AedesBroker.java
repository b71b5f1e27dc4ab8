package io.mqttstack.conformance.broker;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.program.ConfigFiles;
import io.mqttstack.conformance.program.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Aedes, a library for Node.js, once its packages were fetched by {@code npm install} into {@code brokers/aedes}. It keeps
 * everything in memory. It ends when its standard input does.
 */
final class AedesBroker extends ProcessBroker {

    static final String NAME = "aedes";

    private static final String PROGRAM = "node";
    private static final Pattern READY = Pattern.compile("^READY");

    private final Programs programs;
    private final Path module;

    /**
     * Prepares a broker.
     *
     * @param modules the directory that holds the brokers' modules
     */
    AedesBroker(BrokerOptions options, FreePorts ports, Programs programs, Path modules) {
        super(NAME, options, ports);
        this.programs = programs;
        module = modules.resolve(NAME);
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return Set.copyOf(EnumSet.of(ProtocolVersion.V3_1, ProtocolVersion.V3_1_1));
    }

    @Override
    public QoS maximumQoS() {
        return QoS.EXACTLY_ONCE;
    }

    @Override
    public Optional<String> unavailable() {
        if (programs.find(PROGRAM).isEmpty()) {
            return Optional.of("the program node is not installed");
        }
        return Files.isDirectory(module.resolve("node_modules"))
                ? Optional.empty()
                : Optional.of("its packages are not there; run npm install --no-package-lock in " + module);
    }

    @Override
    ProcessBuilder command(Path directory, Endpoints listeners) throws IOException {
        Path configuration = ConfigFiles.write(
                directory.resolve("aedes.json"),
                "{\"users\": %s, \"listeners\": [%s]%s}\n"
                        .formatted(
                                object(options().users()),
                                Arrays.stream(Carrier.values())
                                        .filter(listeners::has)
                                        .map(each -> listener(each, listeners))
                                        .collect(Collectors.joining(", ")),
                                options().tls().map(AedesBroker::tls).orElse("")));
        return new ProcessBuilder(
                programs.find(PROGRAM).orElseThrow().toString(),
                module.resolve("broker.mjs").toString(),
                configuration.toString());
    }

    @Override
    Set<Carrier> carriers() {
        return EnumSet.of(Carrier.TLS, Carrier.CLIENT_CERTIFICATE, Carrier.WS, Carrier.WSS, Carrier.UNIX);
    }

    private String listener(Carrier carrier, Endpoints listeners) {
        String where = carrier == Carrier.UNIX
                ? "\"path\": " + ConfigFiles.quoted(listeners.socket().toString())
                : "\"host\": %s, \"port\": %d".formatted(ConfigFiles.quoted(host()), listeners.port(carrier));
        return "{\"carrier\": %s, %s}".formatted(ConfigFiles.quoted(carrier.toString()), where);
    }

    private static String tls(BrokerTls tls) {
        return ", \"certificate\": %s, \"key\": %s, \"clients\": %s"
                .formatted(
                        ConfigFiles.quoted(tls.serverCertificate().toString()),
                        ConfigFiles.quoted(tls.serverKey().toString()),
                        ConfigFiles.quoted(tls.clientCertificate().toString()));
    }

    private static String object(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> ConfigFiles.quoted(each.getKey()) + ": " + ConfigFiles.quoted(each.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    Pattern announcement() {
        return READY;
    }

    @Override
    void askToEnd(BrokerProcess running) {
        running.closeInput();
    }
}
