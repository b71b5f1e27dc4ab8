package io.mqttstack.brokers.launch;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * What a broker listens on besides TCP alone, and its stores for TLS, which are empty where nothing speaks TLS.
 *
 * @param all each listener
 * @param keyStore PKCS#12 with the certificate and its key
 * @param trustStore PKCS#12 with the certificates that clients may have
 * @param password of both stores and of the key
 */
public record Listeners(List<Listener> all, String keyStore, String trustStore, String password) {

    /** None. */
    static final Listeners NONE = new Listeners(List.of(), "", "", "");

    private static final Set<String> STORES = Set.of("keystore", "truststore", "password");

    /** Copies the list. */
    public Listeners {
        all = List.copyOf(all);
    }

    static Listeners read(Path file) throws IOException {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
        List<Listener> all = new ArrayList<>();
        for (String key : values.stringPropertyNames()) {
            if (!STORES.contains(key)) {
                all.add(Listener.of(key, Settings.port(key, values.getProperty(key))));
            }
        }
        return new Listeners(
                all,
                values.getProperty("keystore", ""),
                values.getProperty("truststore", ""),
                values.getProperty("password", ""));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Listeners[all=%s, keyStore=%s, trustStore=%s]".formatted(all, keyStore, trustStore);
    }
}
