package io.mqttstack.conformance.broker;

import static io.mqttstack.codec.ProtocolVersion.V3_1;
import static io.mqttstack.codec.ProtocolVersion.V3_1_1;
import static io.mqttstack.codec.ProtocolVersion.V5_0;
import static io.mqttstack.conformance.broker.Carrier.CLIENT_CERTIFICATE;
import static io.mqttstack.conformance.broker.Carrier.TLS;
import static io.mqttstack.conformance.broker.Carrier.WS;
import static io.mqttstack.conformance.broker.Carrier.WSS;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.jvm.JavaProgram;
import io.mqttstack.conformance.jvm.Rehearsal;
import io.mqttstack.conformance.program.ConfigFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A broker from a library, run by a JVM of its own with the class path that its module's build has written. It ends
 * when its standard input does, so it does not outlive this JVM, however that ends.
 */
final class EmbeddedBroker extends ProcessBroker {

    /** The brokers there are, one module each below {@code mqtt-conformance/brokers}, and the newest MQTT they speak. */
    @SuppressWarnings("ImmutableEnumChecker") // the set cannot be changed
    enum Kind {
        HIVEMQ("hivemq", V5_0, TLS, CLIENT_CERTIFICATE, WS, WSS),
        ARTEMIS("artemis", V5_0, TLS, CLIENT_CERTIFICATE, WS, WSS),
        ACTIVEMQ("activemq", V3_1_1, TLS),
        MOQUETTE("moquette", V3_1_1, TLS, WS, WSS);

        private final String id;
        private final ProtocolVersion newest;
        private final Set<Carrier> carriers;

        Kind(String id, ProtocolVersion newest, Carrier... carriers) {
            this.id = id;
            this.newest = newest;
            this.carriers = Set.of(carriers);
        }

        String id() {
            return id;
        }
    }

    private static final Pattern READY = Pattern.compile("^READY port=");

    private final Kind kind;
    private final Path build;

    /**
     * Prepares a broker.
     *
     * @param modules the directory that holds the brokers' modules
     */
    EmbeddedBroker(Kind kind, BrokerOptions options, FreePorts ports, Path modules) {
        super(kind.id, options, ports);
        this.kind = kind;
        build = modules.resolve(kind.id).resolve("target");
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return Set.copyOf(EnumSet.range(V3_1, kind.newest));
    }

    @Override
    public QoS maximumQoS() {
        return QoS.EXACTLY_ONCE;
    }

    @Override
    public Optional<String> unavailable() {
        return Files.isRegularFile(classPath()) && Files.isDirectory(classes())
                ? Optional.empty()
                : Optional.of("it is not built: there is no " + classPath()
                        + "; run mvn package in mqtt-conformance/brokers of the sources");
    }

    @Override
    ProcessBuilder command(Path directory, Endpoints listeners) throws IOException {
        List<String> arguments = new ArrayList<>(
                arguments(directory, listeners.port(Carrier.TCP), options().persistence()));
        if (!options().users().isEmpty()) {
            Path users = directory.resolve("users.properties");
            arguments.add(
                    "--users=" + ConfigFiles.writeProperties(users, options().users()));
        }
        Map<String, String> more = more(listeners);
        if (!more.isEmpty()) {
            arguments.add(
                    "--listeners=" + ConfigFiles.writeProperties(directory.resolve("listeners.properties"), more));
        }
        return new ProcessBuilder(program().command(arguments));
    }

    private static List<String> arguments(Path directory, int port, boolean persistence) {
        return List.of(
                "--data=" + directory.resolve("data"),
                "--port=" + port,
                "--persistence=" + (persistence ? "disk" : "memory"));
    }

    /** For brokers that live for seconds or minutes. */
    private JavaProgram program() throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        options.addAll(Files.readAllLines(build.resolve("broker.jvmargs")));
        return new JavaProgram(
                build,
                classPath(),
                "io.mqttstack.brokers." + kind.id + ".Main",
                options,
                new Rehearsal(scratch -> arguments(scratch, anotherPort(), true), List.of()));
    }

    @Override
    Set<Carrier> carriers() {
        return kind.carriers;
    }

    /** The port of each listener besides TCP, and what they need. */
    private Map<String, String> more(Endpoints listeners) {
        Map<String, String> more = new TreeMap<>();
        for (Carrier each : carriers()) {
            if (listeners.has(each)) {
                more.put(each.toString(), Integer.toString(listeners.port(each)));
            }
        }
        if (!more.isEmpty()) {
            options().tls().ifPresent(tls -> more.putAll(tls.properties()));
        }
        return more;
    }

    private Path classes() {
        return build.resolve("classes");
    }

    private Path classPath() {
        return build.resolve("broker.classpath");
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
