package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.broker.Brokers;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** A properties file in UTF-8 with {@code username} and {@code password}, for those who do not want them in variables. */
final class CredentialsFile {
    private CredentialsFile() {}

    /** Reads a file, as the variables that {@link Brokers} looks at; an empty name stands for no file. */
    static Map<String, String> read(Surroundings surroundings, String name) throws IOException {
        if (name.isEmpty()) {
            return Map.of();
        }
        Path file = surroundings.workingDirectory().resolve(name);
        if (!Files.isReadable(file)) {
            throw new IOException("cannot read the credentials in " + file);
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        String user = properties.getProperty("username");
        String password = properties.getProperty("password");
        if (user == null || password == null) {
            throw new IOException(file + " has no username or no password");
        }
        return Map.of(Brokers.USER_VARIABLE, user, Brokers.PASSWORD_VARIABLE, password);
    }
}
