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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An installed ejabberd as Debian lays it out, started without the scripts that change the user: nothing below
 * {@code /etc} or {@code /var} is read or written. Its users are those of a chat server, so that a User Name is an
 * address. MQTT 3.1.1 and 5.0.
 */
final class EjabberdBroker extends ProcessBroker {

    static final String NAME = "ejabberd";

    private static final String DOMAIN = "localhost";

    /** The Erlang system, which runs the broker. */
    private static final String PROGRAM = "erl";

    /** Runs the check of passwords, which has to be there as soon as the broker listens. */
    private static final String SCRIPTS = "perl";

    /** It listens some seconds before it lets anybody in. */
    private static final Pattern READY = Pattern.compile("ejabberd \\S+ is started");

    private static final Path DEFAULT_LIBRARIES = Path.of("/usr/lib");

    private final Programs programs;
    private final Path libraries;

    EjabberdBroker(BrokerOptions options, FreePorts ports, Programs programs) {
        this(options, ports, programs, DEFAULT_LIBRARIES);
    }

    EjabberdBroker(BrokerOptions options, FreePorts ports, Programs programs, Path libraries) {
        super(NAME, options, ports);
        this.programs = programs;
        this.libraries = libraries;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return Set.copyOf(EnumSet.of(ProtocolVersion.V3_1_1, ProtocolVersion.V5_0));
    }

    @Override
    public QoS maximumQoS() {
        return QoS.EXACTLY_ONCE;
    }

    /** The first user; where anyone may connect a user name has to be there all the same, and any password does. */
    @Override
    public Optional<Credentials> credentials() {
        Credentials known = super.credentials().orElse(new Credentials("anyone", "any"));
        return Optional.of(new Credentials(known.user() + "@" + DOMAIN, known.password()));
    }

    @Override
    public Optional<String> unavailable() {
        if (programs.find(PROGRAM).isEmpty() || programs.find(SCRIPTS).isEmpty()) {
            return Optional.of("the programs erl, a part of Erlang, and perl are not installed");
        }
        return home().isPresent() ? Optional.empty() : Optional.of("the package ejabberd is not installed");
    }

    /** The directory of Erlang libraries that has ejabberd in it. */
    private Optional<Path> home() {
        try (var architectures = Files.newDirectoryStream(libraries, "*-linux-gnu*")) {
            for (Path each : architectures) {
                try (var found = Files.newDirectoryStream(each, "ejabberd-*")) {
                    if (found.iterator().hasNext()) {
                        return Optional.of(each);
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    ProcessBuilder command(Path directory, Endpoints listeners) throws IOException {
        Path passwords = ConfigFiles.write(directory.resolve("passwords.pl"), passwordCheck());
        String check = programs.find(SCRIPTS).orElseThrow() + " " + passwords;
        String configuration =
                """
                hosts: [%1$s]
                loglevel: info
                listen: [%2$s]
                certfiles: [%3$s]
                auth_method: external
                extauth_program: %4$s
                auth_use_cache: false
                modules: {mod_mqtt: {max_queue: 100000, access_publish: {"#": all}, access_subscribe: {"#": all}}}
                """.formatted(DOMAIN, listeners(listeners), certificates(directory), ConfigFiles.quoted(check));
        Path file = ConfigFiles.write(directory.resolve("ejabberd.yml"), configuration);
        // Without a node name, so that it neither needs nor starts a port mapper.
        List<String> command = List.of(
                programs.find(PROGRAM).orElseThrow().toString(),
                "-noinput",
                "-mnesia",
                "dir",
                ConfigFiles.quoted(directory.resolve("data").toString()),
                "-s",
                "ejabberd");
        ProcessBuilder process = new ProcessBuilder(command);
        Map<String, String> environment = process.environment();
        environment.keySet().removeIf(key -> key.startsWith("EJABBERD_") || key.startsWith("ERL_"));
        environment.put("HOME", directory.toString());
        environment.put("ERL_LIBS", home().orElseThrow().toString());
        environment.put("ERL_CRASH_DUMP_SECONDS", "0");
        environment.put("EJABBERD_CONFIG_PATH", file.toString());
        environment.put("EJABBERD_LOG_PATH", directory.resolve("ejabberd.log").toString());
        return process;
    }

    @Override
    Set<Carrier> carriers() {
        return EnumSet.of(Carrier.TLS, Carrier.WS, Carrier.WSS, Carrier.UNIX);
    }

    private String listeners(Endpoints listeners) {
        return Arrays.stream(Carrier.values())
                .filter(listeners::has)
                .map(each -> listener(each, listeners))
                .collect(Collectors.joining(", "));
    }

    private String listener(Carrier carrier, Endpoints listeners) {
        String where = carrier == Carrier.UNIX
                ? "port: " + ConfigFiles.quoted("unix:" + listeners.socket())
                : "port: %d, ip: %s".formatted(listeners.port(carrier), ConfigFiles.quoted(host()));
        String what = carrier.webSocket()
                ? "module: ejabberd_http, request_handlers: {\"%s\": mod_mqtt}".formatted(webSocketPath())
                : "module: mod_mqtt, backlog: 1000";
        return "{%s, %s, tls: %s}".formatted(where, what, carrier.certificate());
    }

    /** It wants the certificate and the key in one file. */
    private String certificates(Path directory) throws IOException {
        if (options().tls().isEmpty()) {
            return "";
        }
        String both = Files.readString(options().material().serverCertificate())
                + Files.readString(options().material().serverKey());
        return ConfigFiles.quoted(
                ConfigFiles.write(directory.resolve("certificate.pem"), both).toString());
    }

    @Override
    Pattern announcement() {
        return READY;
    }

    /** Answers {@code auth:user:domain:password}, as ejabberd asks external programs: both behind a length of 2 bytes. */
    private String passwordCheck() {
        String users = options().users().entrySet().stream()
                .map(user -> literal(user.getKey()) + " => " + literal(user.getValue()))
                .collect(Collectors.joining(", "));
        return """
                use strict;
                my %%users = (%s);
                binmode STDIN;
                binmode STDOUT;
                $| = 1;
                while ((read(STDIN, my $length, 2) || 0) == 2) {
                  read(STDIN, my $question, unpack('n', $length));
                  my ($what, $user, $domain, $password) = split(/:/, $question, 4);
                  my $known = !%%users || (exists $users{$user} && ($what eq 'isuser' || $users{$user} eq $password));
                  print pack('nn', 2, $known ? 1 : 0);
                }
                """.formatted(users);
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
