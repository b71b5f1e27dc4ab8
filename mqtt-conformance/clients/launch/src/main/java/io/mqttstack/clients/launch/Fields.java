package io.mqttstack.clients.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;

/** Reads what several libraries need from a command in the same way. */
public final class Fields {
    private Fields() {}

    /** {@return bytes, which are base64 on the line; none where there are none} */
    public static byte[] bytes(JsonNode node, String field) {
        try {
            return node.hasNonNull(field) ? node.get(field).binaryValue() : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the elements of a list of text} */
    public static List<String> texts(JsonNode node, String field) {
        List<String> texts = new ArrayList<>();
        node.path(field).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** {@return name and value of each User Property} */
    public static List<String[]> userProperties(JsonNode node) {
        List<String[]> properties = new ArrayList<>();
        node.path("userProperties")
                .forEach(each -> properties.add(
                        new String[] {each.get(0).asText(), each.get(1).asText()}));
        return properties;
    }

    /** {@return the parts of the url} */
    public static URI url(JsonNode connect) {
        return URI.create(connect.path("url").asText());
    }

    /** {@return the url as the libraries of Paho write it} */
    public static String pahoUrl(JsonNode connect) {
        URI url = url(connect);
        String scheme = webSocket(url) ? url.getScheme() : secure(url) ? "ssl" : "tcp";
        return scheme + "://" + url.getHost() + ":" + url.getPort() + url.getPath();
    }

    /** {@return whether the url asks for TLS} */
    public static boolean secure(URI url) {
        return url.getScheme().equals("mqtts") || url.getScheme().equals("wss");
    }

    /** {@return whether the url asks for WebSocket} */
    public static boolean webSocket(URI url) {
        return url.getScheme().startsWith("ws");
    }

    /** {@return the file with the certificates to trust} */
    public static Optional<Path> trust(JsonNode connect) {
        return connect.hasNonNull("trust")
                ? Optional.of(Path.of(connect.get("trust").asText()))
                : Optional.empty();
    }

    /** {@return managers that trust the certificates of the command, or those of the system} */
    public static TrustManagerFactory trustManagers(JsonNode connect) throws GeneralSecurityException, IOException {
        KeyStore store = null;
        if (trust(connect).isPresent()) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (InputStream in = Files.newInputStream(trust(connect).get())) {
                int number = 0;
                for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("trusted-" + ++number, each);
                }
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
