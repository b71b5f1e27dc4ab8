package io.mqttstack.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A connection of the {@link BoundLoop}. All but the handing over happens in the loop. */
final class BoundConnection extends Lane {
    private static final byte[] MESSAGE = Traffic.message();
    private static final int READS_PER_TURN = 4;
    private static final int BATCH = BoundLoop.BUFFER / Traffic.MESSAGE;

    private final BoundLoop loop;
    private final Producer producer;
    private final MessageCounter counter = new MessageCounter();
    private final SocketChannel socket;
    private final SelectionKey key;
    private @Nullable ByteBuffer rest;
    private int unsent;
    private long awaited;
    private boolean answerAwaited;
    private @Nullable CountDownLatch done;

    @Nullable
    BoundConnection nextDue;

    BoundConnection(BoundLoop loop, Producer producer, int port) throws IOException {
        this.loop = loop;
        this.producer = producer;
        socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = loop.register(socket, this);
    }

    /** Announces messages of this side; the latch is counted down when the other end has them all. */
    void announce(long messages, CountDownLatch latch) {
        done = latch;
        answerAwaited = true;
        write(ByteBuffer.wrap(Traffic.request(Traffic.SINK, messages * Traffic.MESSAGE, 0)));
    }

    /** Asks for messages; the latch is counted down when they are here. */
    void ask(long messages, int piece, CountDownLatch latch) {
        done = latch;
        awaited = counter.count() + messages;
        write(ByteBuffer.wrap(Traffic.request(Traffic.SOURCE, messages * Traffic.MESSAGE, piece)));
    }

    /** Closes. Any thread. */
    Future<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                socket.close();
                closed.complete(null);
            } catch (IOException failure) {
                closed.completeExceptionally(failure);
            }
        });
        return closed;
    }

    @Override
    void wake() {
        loop.due(this);
    }

    /** Sends what waits, unless the socket is full. */
    void send() {
        if (rest != null) {
            return; // what waits is taken when the socket is ready
        }
        unsent += take();
        while (unsent > 0 && rest == null) {
            ByteBuffer output = loop.output();
            int count = Math.min(unsent, BATCH);
            for (int index = 0; index < count; index++) {
                output.put(MESSAGE);
            }
            unsent -= count;
            write(output.flip());
            producer.taken(count);
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            socket.write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (bytes.hasRemaining()) {
            rest = ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    void ready(SelectionKey selected) {
        try {
            if (selected.isReadable()) {
                read();
            }
            ByteBuffer waiting = rest;
            if (waiting != null && selected.isWritable()) {
                socket.write(waiting);
                if (!waiting.hasRemaining()) {
                    rest = null;
                    key.interestOps(SelectionKey.OP_READ);
                    send();
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void read() throws IOException {
        int count = BoundLoop.BUFFER;
        for (int turn = 0; turn < READS_PER_TURN && count == BoundLoop.BUFFER; turn++) {
            ByteBuffer input = loop.input();
            count = socket.read(input);
            if (answerAwaited) {
                answerAwaited = false;
                finish();
            } else {
                received(input.flip());
            }
        }
    }

    private void received(ByteBuffer input) {
        counter.add(input);
        if (counter.ends(awaited)) {
            finish();
        }
    }

    private void finish() {
        CountDownLatch waiting = done;
        if (waiting != null) {
            done = null;
            waiting.countDown();
        }
    }
}
