package io.mqttstack.transport.nio;

import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsOptions.ClientAuthentication;
import io.mqttstack.transport.TlsProvider;

/** The contract over TLS with Bouncy Castle's provider, PEM, and certificates on both sides. */
class NioTlsBouncyCastleTest extends NioTlsContract {

    private static final TlsOptions CLIENT = TlsOptions.builder()
            .provider(TlsProvider.BOUNCY_CASTLE)
            .trustPem(TlsMaterial.localhost().issuerPem())
            .keyPem(
                    TlsMaterial.ofAClient().certificatePem(),
                    TlsMaterial.ofAClient().keyPem())
            .build();
    private static final TlsOptions SERVER = TlsOptions.builder()
            .provider(TlsProvider.BOUNCY_CASTLE)
            .trustPem(TlsMaterial.localhost().issuerPem())
            .keyPem(
                    TlsMaterial.localhost().certificatePem(),
                    TlsMaterial.localhost().keyPem())
            .clientAuthentication(ClientAuthentication.REQUIRED)
            .build();

    @Override
    protected TlsOptions clientTls() {
        return CLIENT;
    }

    @Override
    protected TlsOptions serverTls() {
        return SERVER;
    }

    @Override
    protected boolean halfCloses() {
        return false;
    }
}
