package io.mqttstack.transport;

import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.internal.WebSocketLibrary;
import io.mqttstack.transport.nio.NioTransport;

/** Picks the transport that a scheme needs. */
public final class Transports {

    private Transports() {}

    /**
     * Makes a transport for the scheme of an endpoint: {@link NioTransport} for {@code mqtt}, {@code mqtts},
     * {@code unix}, and, where Netty's codec-http is there, {@code ws} and {@code wss}. The caller closes it.
     *
     * @param endpoint of which only the scheme matters
     * @return the transport
     * @throws TransportException with {@link Kind#UNSUPPORTED_SCHEME} if there is none; the message says what to do
     */
    public static Transport create(Endpoint endpoint) {
        return switch (endpoint.scheme()) {
            case "mqtt", "mqtts", "unix" -> NioTransport.create();
            case "ws", "wss" -> {
                WebSocketLibrary.require(endpoint);
                yield NioTransport.create();
            }
            default ->
                throw new TransportException(
                        Kind.UNSUPPORTED_SCHEME,
                        "No transport can be made for " + endpoint
                                + ": connections in memory need the MemoryTransport on which the peer listens");
        };
    }
}
