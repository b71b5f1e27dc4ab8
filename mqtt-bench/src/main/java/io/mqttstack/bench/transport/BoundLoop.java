package io.mqttstack.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The least that an engine can be: one thread, one selector, one buffer for reading and one for writing. */
final class BoundLoop implements AutoCloseable {
    static final int BUFFER = 64 * 1024;

    private final Selector selector = Selector.open();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final AtomicReference<@Nullable BoundConnection> due = new AtomicReference<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER);
    private boolean stopping;

    BoundLoop() throws IOException {
        Thread thread = new Thread(this::run, "bound");
        thread.setDaemon(true);
        thread.start();
    }

    ByteBuffer input() {
        return input.clear();
    }

    ByteBuffer output() {
        return output.clear();
    }

    /** Runs something rare. */
    void execute(Runnable task) {
        tasks.add(task);
        wake();
    }

    /** Has a connection send what waits in its lane. */
    void due(BoundConnection connection) {
        BoundConnection before;
        do {
            before = due.get();
            connection.nextDue = before;
        } while (!due.compareAndSet(before, connection));
        if (before == null) {
            wake();
        }
    }

    SelectionKey register(SocketChannel socket, BoundConnection connection) throws IOException {
        return socket.register(selector, SelectionKey.OP_READ, connection);
    }

    private void wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                BoundConnection next = due.get() == null ? null : due.getAndSet(null);
                while (next != null) {
                    BoundConnection connection = next;
                    next = connection.nextDue;
                    connection.nextDue = null;
                    connection.send();
                }
                select();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void select() throws IOException {
        asleep.set(true);
        if (due.get() == null && tasks.isEmpty()) {
            selector.select(this::ready);
            asleep.set(false);
        } else {
            asleep.set(false);
            selector.selectNow(this::ready);
        }
    }

    private void ready(SelectionKey key) {
        asleep.setPlain(false);
        if (key.attachment() instanceof BoundConnection connection) {
            connection.ready(key);
        }
    }

    @Override
    public void close() {
        execute(() -> stopping = true);
    }
}
