package io.mqttstack.brokers.launch;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * How the one listener speaks TLS.
 *
 * @param keyStore PKCS#12 with the certificate and its key
 * @param trustStore PKCS#12 with the issuer of the clients' certificates
 * @param password of both stores and of the key
 * @param clientCertificates whether clients have to present a certificate
 */
public record Tls(String keyStore, String trustStore, String password, boolean clientCertificates) {

    static Tls read(Path file) throws IOException {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
        return new Tls(
                required(values, "keystore"),
                required(values, "truststore"),
                required(values, "password"),
                Boolean.parseBoolean(required(values, "client-certificates")));
    }

    private static String required(Properties values, String key) {
        String value = values.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing from the TLS file");
        }
        return value;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Tls[keyStore=%s, trustStore=%s, clientCertificates=%s]"
                .formatted(keyStore, trustStore, clientCertificates);
    }
}
