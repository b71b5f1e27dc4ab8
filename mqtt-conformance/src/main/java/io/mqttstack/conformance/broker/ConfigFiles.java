package io.mqttstack.conformance.broker;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Writes the files that configure a broker. */
final class ConfigFiles {

    private ConfigFiles() {}

    /** Writes the text into a file that only its owner may read, since it may hold passwords. */
    static Path write(Path file, String text) throws IOException {
        create(file);
        return Files.writeString(file, text);
    }

    /** Writes a properties file, which the embedded brokers read. */
    static Path writeProperties(Path file, Map<String, String> values) throws IOException {
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

    /** {@return the text in double quotes, as NATS and JSON both read it} */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
