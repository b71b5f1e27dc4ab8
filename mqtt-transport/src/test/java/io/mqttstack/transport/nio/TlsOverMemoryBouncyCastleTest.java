package io.mqttstack.transport.nio;

import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;

/** TLS by Bouncy Castle over connections in memory. */
class TlsOverMemoryBouncyCastleTest extends TlsOverMemoryTest {

    @Override
    TlsOptions clientTls() {
        return TlsOptions.builder()
                .trustPem(TlsMaterial.localhost().issuerPem())
                .build();
    }

    @Override
    TlsOptions serverTls() {
        return TlsOptions.builder()
                .keyPem(
                        TlsMaterial.localhost().certificatePem(),
                        TlsMaterial.localhost().keyPem())
                .build();
    }
}
