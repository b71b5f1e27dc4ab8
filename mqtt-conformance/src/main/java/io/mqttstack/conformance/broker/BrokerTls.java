package io.mqttstack.conformance.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a broker speaks TLS on its one listener: with certificates, or with pre-shared keys. The same material is given as
 * PEM and as PKCS#12, since each broker reads one of the two. Secrets do not appear in {@link #toString()}.
 *
 * @param pem a directory with {@code server.pem}, {@code server.key} and {@code ca.pem}, which issued the clients'
 *     certificates; of no use with pre-shared keys
 * @param keyStore PKCS#12 with the server's certificate and key
 * @param trustStore PKCS#12 with the issuer of the clients' certificates
 * @param password of both stores and of the key
 * @param clientCertificates whether clients have to present a certificate
 * @param preSharedKeys the key in hexadecimal of each identity; empty for certificates
 */
public record BrokerTls(
        Path pem,
        Path keyStore,
        Path trustStore,
        String password,
        boolean clientCertificates,
        Map<String, String> preSharedKeys) {

    /** Copies the keys. */
    public BrokerTls {
        preSharedKeys = Map.copyOf(preSharedKeys);
    }

    /**
     * Pre-shared keys instead of certificates.
     *
     * @param identity of a client
     * @param key in hexadecimal
     * @return the options
     */
    public static BrokerTls preShared(String identity, String key) {
        Path none = Path.of("");
        return new BrokerTls(none, none, none, "", false, Map.of(identity, key));
    }

    /** What the embedded brokers read from a file. */
    Map<String, String> properties() {
        return new TreeMap<>(Map.of(
                "keystore", keyStore.toAbsolutePath().toString(),
                "truststore", trustStore.toAbsolutePath().toString(),
                "password", password,
                "client-certificates", String.valueOf(clientCertificates)));
    }

    /** {@return everything but the secrets} */
    @Override
    public String toString() {
        return "BrokerTls[clientCertificates=%s, identities=%s]".formatted(clientCertificates, preSharedKeys.keySet());
    }
}
