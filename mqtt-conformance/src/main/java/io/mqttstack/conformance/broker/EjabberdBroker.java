package io.mqttstack.conformance.broker;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An installed ejabberd as Debian lays it out, started without the scripts that change the user: nothing below
 * {@code /etc} or {@code /var} is read or written. Its users are those of a chat server, so that a User Name is an
 * address. MQTT 3.1.1 and 5.0.
 */
final class EjabberdBroker extends ProcessBroker {

    static final String NAME = "ejabberd";

    private static final String DOMAIN = "localhost";

    /** The Erlang system, which runs the broker, and its scripts, one of which checks passwords. */
    private static final String PROGRAM = "erl";

    private static final String SCRIPTS = "escript";
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
            return Optional.of("the programs erl and escript, parts of Erlang, are not installed");
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
    ProcessBuilder command(Path directory, int mqttPort) throws IOException {
        Path passwords = ConfigFiles.write(directory.resolve("passwords.escript"), passwordCheck());
        String check = programs.find(SCRIPTS).orElseThrow() + " " + passwords;
        String configuration = """
                hosts: [%1$s]
                loglevel: warning
                listen: [{port: %2$d, ip: %3$s, module: mod_mqtt, backlog: 1000}]
                auth_method: external
                extauth_program: %4$s
                auth_use_cache: false
                modules: {mod_mqtt: {max_queue: 100000, access_publish: {"#": all}, access_subscribe: {"#": all}}}
                """.formatted(DOMAIN, mqttPort, ConfigFiles.quoted(host()), ConfigFiles.quoted(check));
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

    /** Answers {@code auth:user:domain:password}, as ejabberd asks external programs: both behind a length of 2 bytes. */
    private String passwordCheck() {
        Map<String, String> users = options().users();
        String rules = users.isEmpty()
                ? "allowed(_, _) -> 1.\n"
                : users.entrySet().stream()
                                .map(user -> "allowed(<<%s/utf8>>, <<%s/utf8>>) -> 1;\n"
                                        .formatted(
                                                ConfigFiles.quoted(user.getKey()), ConfigFiles.quoted(user.getValue())))
                                .collect(Collectors.joining())
                        + "allowed(_, _) -> 0.\n";
        return """
                #!/usr/bin/env escript
                main(_) -> ok = io:setopts(standard_io, [binary, {encoding, latin1}]), loop().
                loop() ->
                  case file:read(standard_io, 2) of
                    {ok, <<Length:16>>} ->
                      {ok, Question} = file:read(standard_io, Length),
                      ok = file:write(standard_io, <<2:16, (answer(binary:split(Question, <<":">>))):16>>),
                      loop();
                    _ -> ok
                  end.
                answer([<<"auth">>, Rest]) ->
                  [User, More] = binary:split(Rest, <<":">>),
                  [_Domain, Password] = binary:split(More, <<":">>),
                  allowed(User, Password);
                answer([<<"isuser">>, _]) -> 1;
                answer(_) -> 0.
                """ + rules;
    }
}
