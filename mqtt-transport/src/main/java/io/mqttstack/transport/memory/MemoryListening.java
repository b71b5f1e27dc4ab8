package io.mqttstack.transport.memory;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;

/** A name under which connections are accepted. */
final class MemoryListening implements Transport.Listening {

    private final MemoryTransport transport;
    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final Transport.Acceptor acceptor;

    MemoryListening(MemoryTransport transport, Endpoint endpoint, ConnectOptions options, Transport.Acceptor acceptor) {
        this.transport = transport;
        this.endpoint = endpoint;
        this.options = options;
        this.acceptor = acceptor;
    }

    /** Makes the other end of a connection, and opens both. A task. */
    void accept(MemoryConnection client) {
        MemoryConnection server = new MemoryConnection(transport, endpoint, options);
        try {
            server.handler(acceptor.accept(server));
        } catch (Throwable refused) {
            client.end(
                    new TransportException(Kind.RESET, "The acceptor of " + endpoint + " threw " + refused, refused));
            throw refused;
        }
        server.join(client);
        client.join(server);
        server.open();
        client.open();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        transport.remove(this);
    }
}
