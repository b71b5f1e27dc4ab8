package io.mqttstack.conformance.broker;

import static io.mqttstack.codec.ProtocolVersion.V3_1;
import static io.mqttstack.codec.ProtocolVersion.V3_1_1;
import static io.mqttstack.codec.ProtocolVersion.V5_0;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A broker from a library, run by a JVM of its own with the class path that its module's build has written. It ends
 * when its standard input does, so it does not outlive this JVM, however that ends.
 */
final class EmbeddedBroker extends ProcessBroker {

    /** The brokers there are, one module each below {@code mqtt-conformance/brokers}, and the newest MQTT they speak. */
    enum Kind {
        HIVEMQ("hivemq", V5_0),
        ARTEMIS("artemis", V5_0),
        ACTIVEMQ("activemq", V3_1_1),
        MOQUETTE("moquette", V3_1_1);

        private final String id;
        private final ProtocolVersion newest;

        Kind(String id, ProtocolVersion newest) {
            this.id = id;
            this.newest = newest;
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
    ProcessBuilder command(Path directory, int mqttPort) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(Files.readAllLines(build.resolve("broker.jvmargs")));
        String libraries = Files.readString(classPath()).strip();
        command.addAll(List.of("-cp", classes() + File.pathSeparator + libraries));
        command.add("io.mqttstack.brokers." + kind.id + ".Main");
        command.add("--data=" + directory.resolve("data"));
        command.add("--port=" + mqttPort);
        command.add("--persistence=" + (options().persistence() ? "disk" : "memory"));
        if (!options().users().isEmpty()) {
            Path users = directory.resolve("users.properties");
            command.add(
                    "--users=" + ConfigFiles.writeProperties(users, options().users()));
        }
        if (options().tls().isPresent()) {
            Path tls = directory.resolve("tls.properties");
            command.add("--tls="
                    + ConfigFiles.writeProperties(tls, options().tls().get().properties()));
        }
        return new ProcessBuilder(command);
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
