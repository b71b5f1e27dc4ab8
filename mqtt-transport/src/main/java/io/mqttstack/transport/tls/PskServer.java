package io.mqttstack.transport.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Vector;
import java.util.function.Supplier;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.PskIdentity;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsPSKExternal;
import org.bouncycastle.tls.TlsPSKIdentityManager;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;

/** Accepts every key of the settings. */
@SuppressWarnings("JdkObsolete") // the library's vectors
final class PskServer extends AbstractTlsServer implements TlsPSKIdentityManager {

    private final PskSettings settings;

    PskServer(TlsCrypto crypto, PskSettings settings) {
        super(crypto);
        this.settings = settings;
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
    public int[] getSupportedGroups() throws IOException {
        return settings.groups().isEmpty()
                ? super.getSupportedGroups()
                : settings.groups().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    protected @Nullable Vector<ProtocolName> getProtocolNames() {
        return settings.protocolNames().orElse(null);
    }

    @Override
    public TlsPSKIdentityManager getPSKIdentityManager() {
        return this;
    }

    @Override
    public byte @Nullable [] getHint() {
        return null;
    }

    @Override
    public byte @Nullable [] getPSK(byte[] identity) {
        String name = new String(identity, StandardCharsets.UTF_8);
        Supplier<byte[]> key = settings.keys().get(name);
        return key == null ? null : PskLayer.checked(name, key.get());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable TlsPSKExternal getExternalPSK(Vector identities) {
        for (Object offered : identities) {
            byte[] identity = ((PskIdentity) offered).getIdentity();
            byte[] key = getPSK(identity);
            if (key != null) {
                return new BasicTlsPSKExternal(identity, getCrypto().createSecret(key));
            }
        }
        return null;
    }

    /** There is no certificate: in TLS 1.3 this is asked only if no key was chosen. */
    @Override
    public @Nullable TlsCredentials getCredentials() throws IOException {
        if (TlsUtils.isTLSv13(context)) {
            throw new TlsFatalAlert(AlertDescription.unknown_psk_identity);
        }
        return null;
    }
}
