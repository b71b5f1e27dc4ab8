package io.mqttstack.transport.nio;

import io.mqttstack.transport.Endpoint;

/** The contract over WebSocket over what the class above says. */
class NioSecureWebSocketBouncyCastleTest extends NioTlsBouncyCastleTest {

    @Override
    protected Endpoint listenEndpoint() {
        return over(super.listenEndpoint());
    }

    @Override
    protected Endpoint refusingEndpoint() {
        return over(super.refusingEndpoint());
    }

    @Override
    protected Endpoint silentEndpoint() {
        return over(super.silentEndpoint());
    }

    private static Endpoint over(Endpoint tls) {
        return Endpoint.webSocket(true, tls.host(), tls.port(), "/mqtt");
    }

    /** A Close frame ends one direction, whatever TLS can do. */
    @Override
    protected boolean halfCloses() {
        return true;
    }
}
