package io.mqttstack.transport.nio;

import io.mqttstack.transport.TlsProvider;

/** The contract over TLS by Bouncy Castle in memory. */
class TlsMemoryBouncyCastleTest extends TlsMemoryContract {

    @Override
    protected TlsProvider provider() {
        return TlsProvider.BOUNCY_CASTLE;
    }

    @Override
    protected boolean halfCloses() {
        return false;
    }
}
