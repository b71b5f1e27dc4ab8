package io.mqttstack.conformance.broker;

import io.mqttstack.conformance.program.ConfigFiles;
import io.mqttstack.conformance.program.Programs;
import io.mqttstack.transport.ProxyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;

/** An installed proxy that lets in one user: tinyproxy, which knows HTTP CONNECT, or microsocks, which knows SOCKS5. */
public final class ProxyProcess implements AutoCloseable {

    /** Who is let in. */
    public static final String USER = "proxyuser";

    private static final String PASSWORD = "proxypassword";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /** The programs. */
    public enum Kind {
        TINYPROXY,
        MICROSOCKS;

        private String program() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Kind kind;
    private final int port = new FreePorts(new SplittableRandom()).next();
    private final BrokerProcess process;

    private ProxyProcess(Kind kind, Path program, Path directory) throws IOException, InterruptedException {
        this.kind = kind;
        process = BrokerProcess.start(
                kind.program(), new ProcessBuilder(command(program, directory)), BrokerProcess.NO_ANNOUNCEMENT);
        try {
            process.awaitPort(port, START_LIMIT);
        } catch (BrokerException | InterruptedException failure) {
            process.end();
            throw failure;
        }
    }

    private List<String> command(Path program, Path directory) throws IOException {
        if (kind == Kind.MICROSOCKS) {
            return List.of(
                    program.toString(), "-i", FreePorts.HOST, "-p", Integer.toString(port), "-u", USER, "-P", PASSWORD);
        }
        String configuration = """
            Listen %s
            Port %d
            Allow %s
            BasicAuth %s %s
            LogLevel Error
            """.formatted(FreePorts.HOST, port, FreePorts.HOST, USER, PASSWORD);
        Path file = ConfigFiles.write(Files.createDirectories(directory).resolve("tinyproxy.conf"), configuration);
        return List.of(program.toString(), "-d", "-c", file.toString());
    }

    /** Starts a proxy; where it is not installed, the test is skipped, in continuous integration it fails. */
    public static ProxyProcess startOrSkip(Kind kind, Path directory) throws IOException, InterruptedException {
        Path program = new Programs(System.getenv()).find(kind.program()).orElse(null);
        if (program == null) {
            String reason = "the program " + kind.program() + " is not installed";
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new BrokerException(reason);
            }
            System.err.println("skipped: " + reason);
            Assumptions.abort(reason);
        }
        return new ProxyProcess(kind, program, directory);
    }

    /** How to go through it with the right password. */
    public ProxyOptions options() {
        return options(PASSWORD);
    }

    /** How to go through it, or not. */
    public ProxyOptions options(String password) {
        ProxyOptions options = kind == Kind.TINYPROXY
                ? ProxyOptions.httpConnect(FreePorts.HOST, port)
                : ProxyOptions.socks5(FreePorts.HOST, port);
        return options.login(USER, password::toCharArray);
    }

    /** How to go through it without a login. */
    public ProxyOptions withoutLogin() {
        return kind == Kind.TINYPROXY
                ? ProxyOptions.httpConnect(FreePorts.HOST, port)
                : ProxyOptions.socks5(FreePorts.HOST, port);
    }

    @Override
    public void close() {
        process.end();
    }
}
