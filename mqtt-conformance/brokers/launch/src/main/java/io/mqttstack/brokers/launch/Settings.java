package io.mqttstack.brokers.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a broker process, each of the form {@code --key=value}.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>Key</th><th>Value</th><th>Default</th></tr>
 * <tr><td>{@code data}</td><td>a directory; may hold the state of an earlier run</td><td>none, required</td></tr>
 * <tr><td>{@code port}</td><td>0 to 65535; 0 means any free port</td><td>0</td></tr>
 * <tr><td>{@code users}</td><td>a UTF-8 properties file of {@code user=password}</td><td>anyone may connect</td></tr>
 * <tr><td>{@code persistence}</td><td>{@code disk} or {@code memory}</td><td>{@code disk}</td></tr>
 * <tr><td>{@code listeners}</td><td>a properties file with the port of each further listener ({@code tls}, {@code
 * client-certificate}, {@code ws}, {@code wss}), and with {@code keystore}, {@code truststore} and {@code password} for
 * those that speak TLS</td><td>none</td></tr>
 * </table>
 *
 * @param data an existing directory that the broker may fill
 * @param port the port to bind on 127.0.0.1, 0 for any
 * @param users who may connect; empty if anyone may, with or without credentials
 * @param persistent whether sessions and retained messages survive the process
 * @param listeners what to listen on besides; a broker that does not know one of them fails
 */
public record Settings(Path data, int port, Optional<Users> users, boolean persistent, Listeners listeners) {

    /** The address that every broker binds. */
    public static final String HOST = "127.0.0.1";

    private static final Set<String> KEYS = Set.of("data", "port", "users", "persistence", "listeners");

    /**
     * Reads the arguments and creates the data directory if it is missing.
     *
     * @param args the command line
     * @return the settings
     * @throws IllegalArgumentException when an argument is unknown, repeated, missing or malformed
     * @throws IOException when the data directory cannot be created or the users cannot be read
     */
    public static Settings parse(String... args) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith("--") || equals < 0 || !KEYS.contains(arg.substring(2, equals))) {
                throw new IllegalArgumentException("unknown argument " + arg);
            }
            if (values.put(arg.substring(2, equals), arg.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("repeated argument " + arg);
            }
        }
        String data = values.get("data");
        if (data == null || data.isEmpty()) {
            throw new IllegalArgumentException("--data=DIR is missing");
        }
        int port = port("port", values.getOrDefault("port", "0"));
        boolean persistent = persistent(values.getOrDefault("persistence", "disk"));
        String file = values.get("users");
        Optional<Users> users = file == null ? Optional.empty() : Optional.of(Users.read(Path.of(file)));
        String more = values.get("listeners");
        Listeners listeners = more == null ? Listeners.NONE : Listeners.read(Path.of(more));
        Path directory = Files.createDirectories(Path.of(data).toAbsolutePath());
        return new Settings(directory, port, users, persistent, listeners);
    }

    static int port(String key, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is not a number: " + value, e);
        }
        throw new IllegalArgumentException(key + " is not in 0..65535: " + value);
    }

    private static boolean persistent(String value) {
        return switch (value) {
            case "disk" -> true;
            case "memory" -> false;
            default -> throw new IllegalArgumentException("--persistence is neither disk nor memory: " + value);
        };
    }
}
