package io.mqttstack.transport.internal;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;

/** A connection over another one, whose handler it is: TLS, WebSocket. */
public interface Layer extends ByteConnection, ByteHandler {

    /** Sets who is told. Before anything else. */
    void handler(ByteHandler newHandler);

    /** Says goodbye to the peer as far as that is possible at once, because the transport closes. In the loop. */
    void finish();
}
