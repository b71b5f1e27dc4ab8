package io.mqttstack.bench.transport;

import io.mqttstack.bench.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

/** The other end of plain connections, as quick as can be: it drops what it gets, and sends the same buffer over and over. */
public final class PlainPeer implements Program {
    private static final int BACKLOG = 4096;
    private static final int READ = 256 * 1024;
    private static final int TURNS = 4;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(READ);
    private final ByteBuffer messages = Traffic.messages();

    /**
     * Listens on a port that the system chooses.
     *
     * @param arguments none
     * @throws IOException if it cannot
     */
    public PlainPeer(List<String> arguments) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread loop = new Thread(this::run, "peer");
        loop.setDaemon(true);
        loop.start();
    }

    @Override
    public String answer(String request) throws IOException {
        return String.valueOf(((InetSocketAddress) server.getLocalAddress()).getPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        selector.close();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (ClosedSelectorException closed) {
            // by close, in the midst of a turn
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else if (key.attachment() instanceof Connection connection) {
                connection.ready(key);
            }
        } catch (IOException ended) {
            key.cancel(); // the contender is gone, or will miss its answer
        }
    }

    private void accept() throws IOException {
        for (SocketChannel socket = server.accept(); socket != null; socket = server.accept()) {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.register(selector, SelectionKey.OP_READ, new Connection(socket));
        }
    }

    private final class Connection {
        private final SocketChannel socket;
        private final ByteBuffer request = ByteBuffer.allocate(Traffic.REQUEST);
        private final ByteBuffer output = messages.duplicate().limit(0);
        private long toDrop;
        private long toSend;
        private int piece;

        Connection(SocketChannel socket) {
            this.socket = socket;
        }

        void ready(SelectionKey key) throws IOException {
            if (toSend > 0) {
                send(key);
            } else {
                read(key);
            }
        }

        private void read(SelectionKey key) throws IOException {
            int count = READ;
            for (int turn = 0; turn < TURNS && count == READ && toSend == 0; turn++) {
                count = socket.read(input.clear());
                take(input.flip());
            }
            if (count < 0) {
                socket.close();
            } else if (toSend > 0) {
                send(key);
            }
        }

        private void take(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                if (toDrop == 0) {
                    readRequest(bytes);
                    continue;
                }
                int count = (int) Math.min(toDrop, bytes.remaining());
                bytes.position(bytes.position() + count);
                toDrop -= count;
                if (toDrop == 0) {
                    socket.write(ByteBuffer.wrap(new byte[1]));
                }
            }
        }

        private void readRequest(ByteBuffer bytes) throws IOException {
            while (request.hasRemaining() && bytes.hasRemaining()) {
                request.put(bytes.get());
            }
            if (!request.hasRemaining()) {
                request.flip();
                byte kind = request.get();
                switch (kind) {
                    case Traffic.SINK -> toDrop = request.getLong();
                    case Traffic.SOURCE -> toSend = request.getLong();
                    default -> throw new IOException("No request begins with " + kind);
                }
                piece = request.getInt();
                request.clear();
            }
        }

        private void send(SelectionKey key) throws IOException {
            for (int turn = 0; turn < TURNS && toSend > 0; turn++) {
                if (!output.hasRemaining()) {
                    output.position(0);
                    output.limit((int) Math.min(Math.min(piece, messages.limit()), toSend));
                }
                toSend -= socket.write(output);
                if (output.hasRemaining()) {
                    break;
                }
            }
            key.interestOps(toSend > 0 ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }
}
