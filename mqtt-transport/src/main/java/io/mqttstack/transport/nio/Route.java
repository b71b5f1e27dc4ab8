package io.mqttstack.transport.nio;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.internal.Failures;
import io.mqttstack.transport.internal.tls.Hosts;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the socket of a connection goes: to the endpoint, or to the proxy on the way. */
final class Route {

    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final @Nullable ProxyTunnel tunnel;

    Route(Endpoint endpoint, ConnectOptions options, @Nullable ProxyTunnel tunnel) {
        this.endpoint = endpoint;
        this.options = options;
        this.tunnel = tunnel;
    }

    private boolean unix() {
        return endpoint.scheme().equals("unix");
    }

    private String host() {
        return tunnel == null ? endpoint.host() : tunnel.proxy().host();
    }

    /** Whether {@link #addresses} does not block. */
    boolean immediate() {
        return unix() || (tunnel == null && Hosts.isAddress(host()));
    }

    /** The addresses in the order in which to try them. May block. */
    List<SocketAddress> addresses() throws IOException {
        if (unix()) {
            return List.of(UnixDomainSocketAddress.of(endpoint.path()));
        }
        if (tunnel == null) {
            return Resolver.resolve(endpoint.host(), endpoint.port(), options.resolver());
        }
        tunnel.prepare();
        return Resolver.resolve(host(), tunnel.proxy().port(), options.resolver());
    }

    /** Binds a new socket to the address of this machine that was asked for. */
    void bind(SocketChannel socket) throws IOException {
        if (!unix() && options.localAddress().isPresent()) {
            socket.bind(options.localAddress().get());
        }
    }

    /** Says why the socket did not come about. */
    TransportException failed(Exception cause) {
        TransportException failure = Failures.connecting(endpoint, cause);
        return tunnel == null
                ? failure
                : new TransportException(
                        failure.kind(), "At the proxy " + tunnel.proxy() + ": " + failure.getMessage(), cause);
    }
}
