package io.mqttstack.transport.tls;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.internal.tls.Hosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.function.Supplier;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.BasicTlsPSKIdentity;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsPSKExternal;
import org.bouncycastle.tls.TlsPSKIdentity;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;

/** Offers the first key: as external PSK in TLS 1.3, by PSK cipher suites in TLS 1.2. */
@SuppressWarnings("JdkObsolete") // the library's vectors
final class PskClient extends AbstractTlsClient {

    private final PskSettings settings;
    private final Endpoint peer;
    private final String identity;
    private final byte[] key;

    PskClient(TlsCrypto crypto, PskSettings settings, Endpoint peer) {
        super(crypto);
        this.settings = settings;
        this.peer = peer;
        Map.Entry<String, Supplier<byte[]>> first =
                settings.keys().entrySet().iterator().next();
        identity = first.getKey();
        key = PskLayer.checked(identity, first.getValue().get());
    }

    private byte[] identityBytes() {
        return identity.getBytes(StandardCharsets.UTF_8);
    }

    /** What is being negotiated. */
    TlsContext context() {
        return context;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return settings.versions().toArray(ProtocolVersion[]::new);
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return settings.suites().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    protected Vector getSupportedGroups(Vector roles) {
        return settings.groups().isEmpty() ? super.getSupportedGroups(roles) : new Vector<>(settings.groups());
    }

    @Override
    protected @Nullable Vector<ProtocolName> getProtocolNames() {
        return settings.protocolNames().orElse(null);
    }

    @Override
    protected @Nullable Vector<ServerName> getSNIServerNames() {
        String name = settings.serverName().orElse(peer.host());
        if (Hosts.isAddress(name) || !name.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            return null;
        }
        return new Vector<>(List.of(new ServerName(NameType.host_name, name.getBytes(StandardCharsets.US_ASCII))));
    }

    @Override
    public @Nullable Vector<TlsPSKExternal> getExternalPSKs() {
        return settings.versions().contains(ProtocolVersion.TLSv13)
                ? new Vector<>(List.of(
                        new BasicTlsPSKExternal(identityBytes(), getCrypto().createSecret(key.clone()))))
                : null;
    }

    @Override
    public TlsPSKIdentity getPSKIdentity() {
        return new BasicTlsPSKIdentity(identityBytes(), key);
    }

    /** Asked for when the server wants to be known by a certificate. */
    @Override
    public TlsAuthentication getAuthentication() throws IOException {
        throw new TlsFatalAlert(
                AlertDescription.unexpected_message,
                "the server presented a certificate: it does not know the identity, or no pre-shared keys");
    }
}
