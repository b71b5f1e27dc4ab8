package io.mqttstack.transport.nio;

import io.mqttstack.transport.TlsProvider;

/** The contract over TLS by the JDK in memory. */
class TlsMemoryJdkTest extends TlsMemoryContract {

    @Override
    protected TlsProvider provider() {
        return TlsProvider.JDK;
    }
}
