package io.mqttstack.transport.internal.tls;

import io.mqttstack.transport.TlsOptions.ClientAuthentication;
import io.mqttstack.transport.TlsProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;

/** What a recipe says. */
public record TlsSettings(
        TlsProvider provider,
        Optional<SSLContext> context,
        List<TrustSource> trust,
        Optional<KeySource> key,
        Map<String, Supplier<byte[]>> preSharedKeys,
        Pins pins,
        List<String> protocols,
        List<String> cipherSuites,
        List<String> namedGroups,
        List<String> alpn,
        Optional<String> serverName,
        ClientAuthentication clientAuthentication,
        boolean verifyHostName,
        boolean resumption) {

    /** The protocols there are for us, the preferred one first. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private static final int LONGEST_NAME = 255;

    /** Checks the parts against each other. */
    public TlsSettings {
        boolean material = !trust.isEmpty() || key.isPresent();
        require(
                context.isEmpty() || (!material && preSharedKeys.isEmpty() && namedGroups.isEmpty() && pins.isEmpty()),
                "A context that was made elsewhere has its keys and trust already: leave out the other one");
        require(
                preSharedKeys.isEmpty() || (!material && pins.isEmpty()),
                "Pre-shared keys take the place of certificates: leave out trust, keys and pins, or the shared keys");
        require(
                preSharedKeys.isEmpty() || provider == TlsProvider.BOUNCY_CASTLE,
                "The JDK knows no pre-shared keys: leave the provider at BOUNCY_CASTLE");
        require(
                preSharedKeys.isEmpty() || clientAuthentication == ClientAuthentication.NONE,
                "A pre-shared key authenticates the client: leave out clientAuthentication");
        require(
                namedGroups.isEmpty() || provider == TlsProvider.BOUNCY_CASTLE,
                "The JDK lets nobody choose groups: leave the provider at BOUNCY_CASTLE");
        require(
                !protocols.isEmpty() && PROTOCOLS.containsAll(protocols),
                "The protocols are TLSv1.3 and TLSv1.2, not " + protocols);
        for (String name : alpn) {
            int length = name.getBytes(StandardCharsets.UTF_8).length;
            require(length >= 1 && length <= LONGEST_NAME, "An ALPN name has 1 to 255 bytes, not '" + name + "'");
        }
        for (String identity : preSharedKeys.keySet()) {
            require(!identity.isEmpty(), "The identity of a pre-shared key is not empty");
        }
        serverName.ifPresent(SNIHostName::new);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "TLS by %s, %s, identity %s".formatted(provider, protocols, key.isPresent() ? "by certificate" : "none");
    }
}
