package io.mqttstack.transport.nio;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException.Kind;
import java.util.EnumSet;
import java.util.Set;

/** The contract over WebSocket. */
class NioWebSocketTransportTest extends NioTransportTest {

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

    private static Endpoint over(Endpoint tcp) {
        return Endpoint.webSocket(false, tcp.host(), tcp.port(), "/mqtt");
    }

    @Override
    protected boolean noticesTruncation() {
        return true;
    }

    @Override
    protected Set<Kind> cutKinds() {
        return EnumSet.of(Kind.RESET, Kind.TRUNCATED);
    }
}
