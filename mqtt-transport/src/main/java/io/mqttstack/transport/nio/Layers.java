package io.mqttstack.transport.nio;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.internal.Layer;
import io.mqttstack.transport.internal.WebSocketLibrary;
import java.util.ArrayList;
import java.util.List;

/** What lies over the socket of a connection, as its scheme says: TLS, and WebSocket over that. */
final class Layers {

    private final ByteConnection socket;
    private final List<Layer> layers = new ArrayList<>(2);

    private Layers(NioLoop loop, NioConnection socket, ConnectOptions options, boolean client) {
        this.socket = socket;
        Endpoint endpoint = socket.endpoint();
        if (endpoint.secure()) {
            layers.add(new TlsConnection(loop.tls(), client, socket, options));
        }
        if (endpoint.webSocket()) {
            WebSocketLibrary library = WebSocketLibrary.require(endpoint);
            layers.add(client ? library.client(outermost(), options) : library.server(outermost(), options));
        }
    }

    static Layers client(NioLoop loop, NioConnection socket, ConnectOptions options) {
        return new Layers(loop, socket, options, true);
    }

    static Layers server(NioLoop loop, NioConnection socket, ConnectOptions options) {
        return new Layers(loop, socket, options, false);
    }

    /**
     * Checks that all that is needed is there.
     *
     * @throws io.mqttstack.transport.TransportException that says what to add, if not
     */
    static void check(Endpoint endpoint) {
        if (endpoint.webSocket()) {
            WebSocketLibrary.require(endpoint);
        }
    }

    /** The connection that the user sees. */
    ByteConnection outermost() {
        return layers.isEmpty() ? socket : layers.get(layers.size() - 1);
    }

    /** Gives the outermost connection its handler; returns the handler of the socket. */
    ByteHandler handledBy(ByteHandler user) {
        ByteHandler next = user;
        for (int i = layers.size() - 1; i >= 0; i--) {
            layers.get(i).handler(next);
            next = layers.get(i);
        }
        return next;
    }
}
