package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A handler that notes what it is told, checks the rules of {@link ByteHandler}, and can be waited on. */
public final class Recorder implements ByteHandler {

    /** Takes bytes. */
    public interface Receiver {
        void received(ByteConnection connection, byte[] data, int offset, int length);
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> problems = new ArrayList<>();
    /** Each kind once, in the order of the first. */
    private final List<String> events = new ArrayList<>();

    private ByteConnection connection;
    private TransportException cause;
    private long total;
    private boolean inside;
    private int opened;
    private int closed;

    private Consumer<ByteConnection> onOpened = ignored -> {};
    private Receiver onReceived = (from, data, offset, length) -> bytes.write(data, offset, length);
    private Consumer<ByteConnection> onReadCompleted = ignored -> {};
    private Consumer<ByteConnection> onWritable = ignored -> {};
    private Consumer<ByteConnection> onInputEnded = ByteConnection::close;
    private Consumer<ByteConnection> onClosed = ignored -> {};

    public Recorder onOpened(Consumer<ByteConnection> action) {
        onOpened = action;
        return this;
    }

    public Recorder onReceived(Receiver action) {
        onReceived = action;
        return this;
    }

    public Recorder onReadCompleted(Consumer<ByteConnection> action) {
        onReadCompleted = action;
        return this;
    }

    public Recorder onWritable(Consumer<ByteConnection> action) {
        onWritable = action;
        return this;
    }

    public Recorder onInputEnded(Consumer<ByteConnection> action) {
        onInputEnded = action;
        return this;
    }

    public Recorder onClosed(Consumer<ByteConnection> action) {
        onClosed = action;
        return this;
    }

    @Override
    public void opened(ByteConnection on) {
        enter(on, "opened");
        synchronized (this) {
            opened++;
        }
        run(() -> onOpened.accept(on));
    }

    @Override
    public void received(ByteConnection on, byte[] data, int offset, int length) {
        enter(on, "received");
        if (length < 1 || length > 65_536) {
            problem("received " + length + " bytes");
        }
        run(() -> {
            onReceived.received(on, data, offset, length);
            synchronized (this) {
                total += length;
            }
        });
    }

    @Override
    public void readCompleted(ByteConnection on) {
        enter(on, "readCompleted");
        run(() -> onReadCompleted.accept(on));
    }

    @Override
    public void writable(ByteConnection on) {
        enter(on, "writable");
        run(() -> onWritable.accept(on));
    }

    @Override
    public void inputEnded(ByteConnection on) {
        enter(on, "inputEnded");
        run(() -> onInputEnded.accept(on));
    }

    @Override
    public void closed(ByteConnection on, Optional<TransportException> why) {
        enter(on, "closed");
        synchronized (this) {
            closed++;
            cause = why.orElse(null);
        }
        run(() -> onClosed.accept(on));
    }

    private synchronized void enter(ByteConnection on, String event) {
        if (inside) {
            problem(event + " is nested");
        }
        if (closed > 0) {
            problem(event + " after closed");
        }
        if (opened == 0 && !event.equals("opened") && !event.equals("closed")) {
            problem(event + " before opened");
        }
        if (opened > 0 && event.equals("opened")) {
            problem("opened twice");
        }
        if (!on.loop().inLoop()) {
            problem(event + " outside the loop");
        }
        if (!events.contains(event)) {
            events.add(event);
        }
        connection = on;
        inside = true;
    }

    private void run(Runnable action) {
        try {
            action.run();
        } finally {
            synchronized (this) {
                inside = false;
                notifyAll();
            }
        }
    }

    private synchronized void problem(String what) {
        problems.add(what);
    }

    /** Waits until the recorder is as wanted. */
    public synchronized Recorder await(String what, Predicate<Recorder> condition) {
        long deadline = System.currentTimeMillis() + Await.LONGEST_MILLIS;
        long seen = total;
        while (!condition.test(this)) {
            if (seen != total) { // a large transfer takes its time
                seen = total;
                deadline = System.currentTimeMillis() + Await.LONGEST_MILLIS;
            }
            long left = deadline - System.currentTimeMillis();
            if (left <= 0) {
                fail("Waited in vain: " + what + "; events " + events + ", " + total + " bytes, cause " + cause);
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                fail("interrupted");
            }
        }
        return this;
    }

    public Recorder awaitOpened() {
        return await("opened", recorder -> recorder.opened > 0);
    }

    public Recorder awaitTotal(long count) {
        return await(count + " bytes", recorder -> recorder.total >= count);
    }

    public Recorder awaitEvent(String event) {
        return await(event, recorder -> recorder.events.contains(event));
    }

    /** Waits for the end and returns what the handler was told about it. */
    public Optional<TransportException> awaitClosed() {
        await("closed", recorder -> recorder.closed > 0);
        return Optional.ofNullable(cause);
    }

    public synchronized ByteConnection connection() {
        return connection;
    }

    public synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    public synchronized long total() {
        return total;
    }

    public synchronized boolean isOpened() {
        return opened > 0;
    }

    public synchronized boolean isClosed() {
        return closed > 0;
    }

    /** Fails if a rule was broken, or the end was not told. */
    void checkEnded() {
        if (connection() != null) {
            awaitClosed();
        }
        check();
    }

    /** Fails if a rule was broken. */
    public synchronized void check() {
        assertEquals(List.of(), problems, () -> "events " + events);
    }
}
