package io.mqttstack.transport.nio;

import io.mqttstack.transport.TlsOptions;

/** TLS with a pre-shared key over connections in memory. */
class TlsOverMemoryPreSharedTest extends TlsOverMemoryTest {

    @Override
    TlsOptions clientTls() {
        return TlsOptions.builder().preSharedKey("memory", () -> new byte[32]).build();
    }

    @Override
    TlsOptions serverTls() {
        return clientTls();
    }
}
