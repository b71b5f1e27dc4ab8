package io.mqttstack.conformance.raw;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server on the loopback address that does what a script says. For one thread. */
public final class RawPeer implements AutoCloseable {
    /** The symptom of a client that does not connect. */
    public static final String NO_CONNECTION = "no-connection";

    private static final int BACKLOG = 8;

    private final ServerSocket server;
    private final ProtocolVersion version;
    private final Transcript transcript;
    private final Duration patience;
    private final List<RawLink> links = new ArrayList<>();

    /**
     * Begins to listen, on a free port.
     *
     * @param version the version that the clients are read in
     * @param transcript takes what goes over all connections
     * @param patience how long a client may take for one step
     */
    public RawPeer(ProtocolVersion version, Transcript transcript, Duration patience) {
        this.version = version;
        this.transcript = transcript;
        this.patience = patience;
        try {
            this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on the loopback address", e);
        }
    }

    /** {@return the port it listens on} */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * Waits for the next connection.
     *
     * @param longest how long to wait for it
     * @return the connection, closed with this peer
     * @throws Finding with symptom {@code no-connection}
     */
    public RawLink accept(Duration longest) {
        return accept(longest, socket -> Optional.empty());
    }

    /**
     * Waits for the next connection and takes its handshake as a WebSocket.
     *
     * @param longest how long to wait for it, and then for its handshake
     * @return the connection, closed with this peer
     * @throws Finding with symptom {@code no-connection} or {@code no-handshake}
     */
    public RawLink acceptWebSocket(Duration longest) {
        return accept(longest, socket -> {
            try {
                socket.setSoTimeout((int) longest.toMillis());
                WebSocket webSocket = WebSocket.accept(socket);
                socket.setSoTimeout(0);
                return Optional.of(webSocket);
            } catch (IOException e) {
                socket.close();
                throw Finding.failure("no-handshake", "The client made no WebSocket: " + e.getMessage());
            }
        });
    }

    /** What comes before the first packet. */
    private interface Opening {
        Optional<WebSocket> of(Socket socket) throws IOException;
    }

    private RawLink accept(Duration longest, Opening opening) {
        try {
            server.setSoTimeout((int) longest.toMillis());
            Socket socket = server.accept();
            RawLink link = new RawLink(socket, opening.of(socket), links.size() + 1, version, transcript, patience);
            links.add(link);
            return link;
        } catch (SocketTimeoutException e) {
            throw Finding.failure(NO_CONNECTION, "The client did not connect within " + longest.toMillis() + " ms");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot accept a connection", e);
        }
    }

    @Override
    public void close() {
        links.forEach(RawLink::close);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop listening", e);
        }
    }
}
