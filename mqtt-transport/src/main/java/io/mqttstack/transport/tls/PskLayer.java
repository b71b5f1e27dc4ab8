package io.mqttstack.transport.tls;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsLayer;
import io.mqttstack.transport.internal.tls.TlsSettings;
import io.mqttstack.transport.internal.tls.Unusable;
import java.security.SecureRandom;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** Engines that know pre-shared keys. The keys are asked for at each connection. */
final class PskLayer implements TlsLayer {

    private final PskSettings settings;
    private final TlsCrypto crypto;

    PskLayer(TlsSettings settings, JcaTlsCryptoProvider provider) {
        this.crypto = provider.create(new SecureRandom());
        this.settings = PskSettings.of(settings, crypto);
    }

    @Override
    public SSLEngine client(Endpoint peer) {
        PskClient client = new PskClient(crypto, settings, peer);
        TlsClientProtocol protocol = new TlsClientProtocol();
        return new PskEngine(peer, true, protocol, () -> protocol.connect(client), client::context);
    }

    @Override
    public SSLEngine server(Endpoint local) {
        PskServer server = new PskServer(crypto, settings);
        TlsServerProtocol protocol = new TlsServerProtocol();
        return new PskEngine(local, false, protocol, () -> protocol.accept(server), server::context);
    }

    /** Checks a key that was supplied. */
    static byte[] checked(String identity, byte[] key) {
        if (key.length == 0) {
            throw Unusable.because("the pre-shared key of '" + identity + "' is empty");
        }
        return key.clone();
    }
}
