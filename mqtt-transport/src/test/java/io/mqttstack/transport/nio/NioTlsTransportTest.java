package io.mqttstack.transport.nio;

import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;

/** The contract over TLS with contexts made elsewhere. */
class NioTlsTransportTest extends NioTlsContract {

    @Override
    protected TlsOptions clientTls() {
        return TlsOptions.of(TlsMaterial.localhost().client());
    }

    @Override
    protected TlsOptions serverTls() {
        return TlsOptions.of(TlsMaterial.localhost().server());
    }
}
