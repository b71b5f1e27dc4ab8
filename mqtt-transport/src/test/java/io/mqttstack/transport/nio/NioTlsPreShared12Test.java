package io.mqttstack.transport.nio;

import io.mqttstack.transport.TlsOptions;
import java.nio.charset.StandardCharsets;

/** The contract over TLS 1.2 with a pre-shared key. */
class NioTlsPreShared12Test extends NioTlsContract {

    private static final TlsOptions BOTH = TlsOptions.builder()
            .preSharedKey("device 7", () -> "a secret of 16 bytes".getBytes(StandardCharsets.US_ASCII))
            .protocols("TLSv1.2")
            .build();

    @Override
    protected TlsOptions clientTls() {
        return BOTH;
    }

    @Override
    protected TlsOptions serverTls() {
        return BOTH;
    }

    @Override
    protected boolean halfCloses() {
        return false;
    }
}
