import org.jspecify.annotations.NullMarked;

/** Connections that carry bytes (TCP, TLS, WebSocket, Unix sockets, memory), and packets over any of them. */
@NullMarked
module io.mqttstack.transport {
    requires transitive io.mqttstack.codec;
    requires static io.netty.buffer;
    requires static io.netty.codec;
    requires static io.netty.codec.http;
    requires static io.netty.common;
    requires static io.netty.transport;
    requires static org.bouncycastle.pkix;
    requires static org.bouncycastle.provider;
    requires static org.bouncycastle.tls;
    requires static org.bouncycastle.util;
    requires static org.jspecify;

    exports io.mqttstack.transport;
    exports io.mqttstack.transport.memory;
    exports io.mqttstack.transport.nio;
}
