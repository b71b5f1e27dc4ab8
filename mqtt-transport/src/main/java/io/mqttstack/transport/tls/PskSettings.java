package io.mqttstack.transport.tls;

import io.mqttstack.transport.internal.tls.NamedGroups;
import io.mqttstack.transport.internal.tls.TlsSettings;
import io.mqttstack.transport.internal.tls.Unusable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;
import java.util.function.Supplier;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCrypto;

/** The settings in Bouncy Castle's words. */
record PskSettings(
        Map<String, Supplier<byte[]>> keys,
        List<ProtocolVersion> versions,
        List<Integer> suites,
        List<Integer> groups,
        List<String> alpn,
        Optional<String> serverName) {

    /** With an ephemeral exchange each, so that a key that leaks does not open what was recorded before. */
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384",
            "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA",
            "TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_DHE_PSK_WITH_AES_256_GCM_SHA384",
            "TLS_DHE_PSK_WITH_AES_128_GCM_SHA256");

    static PskSettings of(TlsSettings settings, TlsCrypto crypto) {
        List<String> names = settings.cipherSuites().isEmpty() ? SUITES : settings.cipherSuites();
        int[] suites = names.stream().mapToInt(Suites::number).toArray();
        return new PskSettings(
                new LinkedHashMap<>(settings.preSharedKeys()),
                settings.protocols().stream().map(PskSettings::version).toList(),
                Arrays.stream(TlsUtils.getSupportedCipherSuites(crypto, suites))
                        .boxed()
                        .toList(),
                settings.namedGroups().stream().map(PskSettings::group).toList(),
                settings.alpn(),
                settings.serverName());
    }

    private static ProtocolVersion version(String name) {
        return name.equals("TLSv1.3") ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12;
    }

    private static int group(String name) {
        return NamedGroups.number(name)
                .orElseThrow(() -> Unusable.because("the group " + name + " is not known with pre-shared keys"));
    }

    /** For ALPN; empty if there is nothing to negotiate. */
    @SuppressWarnings("JdkObsolete") // what the library takes
    Optional<Vector<ProtocolName>> protocolNames() {
        List<ProtocolName> names = new ArrayList<>();
        alpn.forEach(name -> names.add(ProtocolName.asUtf8Encoding(name)));
        return names.isEmpty() ? Optional.empty() : Optional.of(new Vector<>(names));
    }
}
