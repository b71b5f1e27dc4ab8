package io.mqttstack.transport.nio;

import io.mqttstack.transport.EventLoop.Cancellable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A socket whose connection is over for us and whose output has ended: it discards input until the peer ends too, or
 * for a moment. Closing a socket with unread input resets the connection, which can destroy what the peer has not
 * read yet.
 */
final class Linger implements NioLoop.Ready {

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int READS_PER_TURN = 4;

    private final NioLoop loop;
    private final SocketChannel socket;
    private final Cancellable timer;

    private Linger(NioLoop loop, SocketChannel socket) {
        this.loop = loop;
        this.socket = socket;
        this.timer = loop.schedule(LONGEST, this::close);
    }

    /** Takes over a socket. From the top of the loop. */
    static void start(NioLoop loop, SocketChannel socket, SelectionKey key) {
        Linger linger = new Linger(loop, socket);
        key.attach(linger);
        key.interestOps(SelectionKey.OP_READ);
        linger.ready(key);
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            int count = NioLoop.BUFFER_SIZE;
            for (int reads = 0; reads < READS_PER_TURN && count == NioLoop.BUFFER_SIZE; reads++) {
                count = loop.read(socket);
            }
            if (count < 0) {
                close();
            }
        } catch (IOException gone) {
            close(); // as good an end as any: the connection was over before
        }
    }

    private void close() {
        timer.cancel();
        Channels.close(socket);
    }
}
