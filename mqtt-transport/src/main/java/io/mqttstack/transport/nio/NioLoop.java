package io.mqttstack.transport.nio;

import io.mqttstack.transport.internal.ChunkPool;
import io.mqttstack.transport.internal.SerialLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for sockets, tasks and timers, and runs whatever becomes ready.
 *
 * <pre>{@code
 * +-> tasks queued so far -> timers due -> select (asleep) -> ready sockets -+
 * +--------------------------------------------------------------------------+
 * }</pre>
 *
 * <p>Only while it is asleep does a producer have to wake the selector, and only the first one does: tasks that are
 * queued while the loop is busy cost no system call. The thread starts with the first task. While it is asleep another
 * thread may run a task in its {@link Turn}.
 */
final class NioLoop extends SerialLoop {

    /** Bytes read or written with one system call at most. */
    static final int BUFFER_SIZE = 64 * 1024;

    /** Something that waits in the selector. In the loop. */
    interface Ready {

        /** The channel became ready. Must not throw. */
        void ready(SelectionKey key);
    }

    private final Selector selector;
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Turn turn;
    private final Consumer<SelectionKey> dispatch = this::dispatch;
    private final Set<NioConnection> connections = new HashSet<>();
    private final ChunkPool chunks = new ChunkPool();
    private final byte[] input = new byte[BUFFER_SIZE];
    private final TlsConnection.Shared tls;
    private @Nullable ByteBuffer readBuffer;
    private @Nullable ByteBuffer writeBuffer;
    private @Nullable ByteBuffer scratch;
    private final Runnable onEnd;
    private boolean stopping;

    /** Whether channels were given another interest, of which a selector that is asleep does not know. */
    private boolean interestChanged;

    NioLoop(ThreadFactory threads, Executor tlsTasks, Runnable onEnd) throws IOException {
        tls = new TlsConnection.Shared(this, chunks, this::scratch, tlsTasks);
        this.onEnd = onEnd;
        selector = Selector.open();
        thread = threads.newThread(this::run);
        turn = new Turn(thread);
    }

    @Override
    public boolean inLoop() {
        return turn.isMine();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    protected void firstQueued() {
        if (turn.wake()) {
            if (started.compareAndSet(false, true)) {
                thread.start();
            } else {
                selector.wakeup();
            }
        }
    }

    @Override
    public boolean runIfIdle(Runnable task) {
        if (!turn.borrow()) {
            return false;
        }
        boolean first = idle();
        boolean changed = true;
        try {
            changed = first && changesWhatIsAwaited(task);
        } finally {
            turn.giveBack();
            if (changed || !idle()) {
                firstQueued();
            }
        }
        return first;
    }

    /** Runs a task; tells whether it did what the selector, which is asleep, has to know. */
    private boolean changesWhatIsAwaited(Runnable task) {
        long now = nanoTime();
        long next = untilNextTimer(now);
        interestChanged = false;
        guard(task);
        return interestChanged || untilNextTimer(now) < next;
    }

    /** Lets a registered channel wait for something else. In the loop. */
    void interest(SelectionKey key, int operations) {
        key.interestOps(operations);
        interestChanged = true;
    }

    /** Lets the loop end. Any thread, repeatedly. */
    void stop() {
        tryExecute(() -> stopping = true);
    }

    /** Waits for the thread, unless it is the caller. An interrupt ends the waiting and stays set. */
    void awaitEnd() {
        if (inLoop()) {
            return;
        }
        try {
            ended.await();
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean stopping() {
        return stopping;
    }

    Selector selector() {
        return selector;
    }

    ChunkPool chunks() {
        return chunks;
    }

    void add(NioConnection connection) {
        connections.add(connection);
    }

    void remove(NioConnection connection) {
        connections.remove(connection);
    }

    /** Reads into {@link #input()}; tells how many bytes, -1 at the end. */
    int read(ReadableByteChannel channel) throws IOException {
        ByteBuffer buffer = readBuffer;
        if (buffer == null) {
            readBuffer = buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
        }
        int count = channel.read(buffer.clear());
        if (count > 0) {
            buffer.flip().get(input, 0, count);
        }
        return count;
    }

    /** Where {@link #read} puts the bytes: valid until the next read of any connection. */
    byte[] input() {
        return input;
    }

    /** An empty direct buffer for one write. */
    ByteBuffer writeBuffer() {
        ByteBuffer buffer = writeBuffer;
        if (buffer == null) {
            writeBuffer = buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
        }
        return buffer.clear();
    }

    /** What the TLS connections of this loop share. */
    TlsConnection.Shared tls() {
        return tls;
    }

    /** An empty heap buffer for decrypted bytes, used within one call. */
    private ByteBuffer scratch() {
        ByteBuffer buffer = scratch;
        if (buffer == null) {
            scratch = buffer = ByteBuffer.allocate(BUFFER_SIZE);
        }
        return buffer.clear();
    }

    private void run() {
        try {
            while (!stopping) {
                runTasks();
                runTimers(nanoTime());
                if (!stopping) {
                    select();
                }
            }
        } catch (IOException failure) {
            report(new UncheckedIOException("The selector failed: all connections of this loop are closed", failure));
        } finally {
            end();
        }
    }

    private void select() throws IOException {
        boolean interrupted = Thread.interrupted(); // by a handler; it would turn waiting into spinning
        long wait = interrupted ? 0 : untilNextTimer(nanoTime());
        if (wait > 0) {
            turn.sleep();
            try {
                if (idle()) {
                    long milliseconds = TimeUnit.NANOSECONDS.toMillis(wait);
                    selector.select(dispatch, wait == Long.MAX_VALUE ? 0 : milliseconds + 1);
                    return;
                }
            } finally {
                turn.resume();
            }
        }
        selector.selectNow(dispatch);
    }

    private void dispatch(SelectionKey key) {
        turn.resume();
        if (key.isValid() && key.attachment() instanceof Ready ready) {
            try {
                ready.ready(key);
            } catch (RuntimeException | Error unexpected) {
                report(unexpected); // the other connections go on
            }
        }
    }

    private void end() {
        stopping = true;
        List<NioConnection> open = new ArrayList<>(connections);
        open.forEach(connection -> guard(connection::stop));
        closeTasks();
        for (SelectionKey key : selector.keys()) {
            Channels.close(key.channel());
        }
        Channels.close(selector);
        guard(onEnd);
        ended.countDown();
    }
}
