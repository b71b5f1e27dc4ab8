package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mqttstack.transport.Endpoint;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code openssl s_server} as a second opinion; it answers each line turned round. Where CI is set it must be there. */
final class OpenSslServer implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("ACCEPT .*:(\\d+)");

    private final Process process;
    private final int port;

    private OpenSslServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The switch that allows one version alone. */
    static String only(String protocol) {
        return protocol.equals("TLSv1.3") ? "-tls1_3" : "-tls1_2";
    }

    static OpenSslServer start(String... arguments) throws IOException {
        Optional<Path> program = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "openssl"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent() || System.getenv("CI") != null, "openssl is not installed");
        List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0", "-rev"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder output = new StringBuilder();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            output.append(line).append('\n');
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return new OpenSslServer(process, Integer.parseInt(ready.group(1)));
            }
        }
        throw new AssertionError("openssl did not start:\n" + output);
    }

    Endpoint endpoint() {
        return Endpoint.tls("127.0.0.1", port);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
