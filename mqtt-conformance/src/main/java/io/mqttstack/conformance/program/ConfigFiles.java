package io.mqttstack.conformance.program;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Writes the files that configure a program. */
public final class ConfigFiles {

    private ConfigFiles() {}

    /**
     * Writes text into a file that only its owner may read, since it may hold passwords.
     *
     * @param file where; what was there is replaced
     * @param text the text
     * @return the file
     * @throws IOException if it cannot be written, or not be kept from others
     */
    public static Path write(Path file, String text) throws IOException {
        create(file);
        return Files.writeString(file, text);
    }

    /**
     * Writes a properties file, which the embedded brokers read, and which only its owner may.
     *
     * @param file where; what was there is replaced
     * @param values the properties
     * @return the file
     * @throws IOException if it cannot be written, or not be kept from others
     */
    public static Path writeProperties(Path file, Map<String, String> values) throws IOException {
        Properties properties = new Properties();
        properties.putAll(values);
        create(file);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    private static void create(Path path) throws IOException {
        Files.deleteIfExists(path);
        File file = Files.createFile(path).toFile();
        if (!(file.setReadable(false, false) && file.setReadable(true, true))) {
            throw new IOException("cannot restrict who may read " + path);
        }
    }

    /**
     * Quotes text, as NATS and JSON both read it.
     *
     * @param text the text
     * @return the same in double quotes
     */
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
