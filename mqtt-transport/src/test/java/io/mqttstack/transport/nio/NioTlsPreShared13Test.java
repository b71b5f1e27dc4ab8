package io.mqttstack.transport.nio;

import io.mqttstack.transport.TlsOptions;
import java.nio.charset.StandardCharsets;

/** The contract over TLS 1.3 with a pre-shared key. */
class NioTlsPreShared13Test extends NioTlsContract {

    private static final TlsOptions BOTH = TlsOptions.builder()
            .preSharedKey("device 7", () -> "a secret of 16 bytes".getBytes(StandardCharsets.US_ASCII))
            .protocols("TLSv1.3")
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
