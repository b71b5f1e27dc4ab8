package io.mqttstack.client.internal.store;

import io.mqttstack.client.internal.handover.InTurn;
import io.mqttstack.client.internal.handover.Linked;
import io.mqttstack.client.store.SessionChange;
import io.mqttstack.client.store.SessionContents;
import io.mqttstack.client.store.SessionSnapshot;
import io.mqttstack.client.store.SessionStore.Progress;
import io.mqttstack.client.store.StoredSession;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A session in a file of its own. Changes are written by one task at a time: what came while it wrote is written next, in one
 * go, so that many changes cost one turn of the disk.
 */
public final class FileSession extends InTurn implements StoredSession {
    private static final Logger LOG = System.getLogger("io.mqttstack.client");

    /** Above this size a file is written anew, once less than a quarter of it is of use. */
    private static final long SMALL = 1_024 * 1_024;

    /** What a change may take besides topic and payload, about. */
    private static final int OVERHEAD = 64;

    private final Progress progress;
    private final FileChannel lock;
    private final JournalFile file;
    private final SessionContents contents = new SessionContents();
    private final long small;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private long sequence;
    private boolean failed;

    /** How long the file was when it was written anew; what it then has of use can be more than we count. */
    private long rewritten;

    private static final class Append extends Linked {
        final long sequence;
        final SessionChange change;

        Append(long sequence, SessionChange change) {
            this.sequence = sequence;
            this.change = change;
        }
    }

    private static final class Close extends Linked {}

    private FileSession(Path path, Title title, boolean force, long small, Progress progress, FileChannel lock)
            throws IOException {
        this.progress = progress;
        this.lock = lock;
        this.small = small;
        this.file = JournalFile.open(path, title, force, contents::apply);
    }

    /**
     * Opens or makes a session.
     *
     * @param path the file; its name with {@code .lock} behind it keeps others out
     * @param clientIdentifier whose it is
     * @param force whether changes are to outlive the machine
     * @param progress told what is kept
     * @return the session
     * @throws IOException if it is damaged, open elsewhere, or cannot be read or written
     */
    public static FileSession open(Path path, String clientIdentifier, boolean force, Progress progress)
            throws IOException {
        return open(path, clientIdentifier, force, SMALL, progress);
    }

    static FileSession open(Path path, String clientIdentifier, boolean force, long small, Progress progress)
            throws IOException {
        FileChannel lock =
                JournalFile.channel(path.resolveSibling(path.getFileName() + ".lock"), StandardOpenOption.CREATE);
        try {
            if (!locked(lock)) {
                throw new IOException("The session in " + path + " is in use: by another client of this program, or by "
                        + "another program. Close that one first, or give this one another Client Identifier");
            }
            return new FileSession(path, new Title(clientIdentifier), force, small, progress, lock);
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** Closing the channel unlocks. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            LOG.log(Level.DEBUG, "This program has the lock already", e);
            return false;
        }
    }

    @Override
    public SessionSnapshot snapshot() {
        return contents.snapshot();
    }

    @Override
    public void append(long sequence, SessionChange change) {
        addWork(new Append(sequence, change));
    }

    @Override
    public CompletionStage<Void> close() {
        addWork(new Close());
        return closed.minimalCompletionStage();
    }

    @Override
    protected void start(Runnable worker) {
        progress.execute(worker);
    }

    @Override
    protected void work(Linked next) {
        if (next instanceof Append append) {
            step(() -> {
                contents.apply(append.change);
                file.add(append.change);
                sequence = append.sequence;
            });
        } else {
            step(file::write);
            close(file);
            close(lock);
            closed.complete(null);
        }
    }

    @Override
    protected void worked() {
        if (!failed && !closed.isDone()) {
            step(() -> {
                file.write();
                progress.persisted(sequence);
                long useful = contents.bytes() + (long) OVERHEAD * contents.size();
                if (file.size() > small && file.size() / 4 > Math.max(useful, rewritten / 2)) {
                    file.rewrite(contents.changes());
                    rewritten = file.size();
                }
            });
        }
    }

    /** A step that throws is the last. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    @SuppressWarnings("CatchingUnchecked") // after an Error nothing more is kept either, and somebody waits for the end
    private void step(Step step) {
        if (failed) {
            return;
        }
        @Nullable IOException failure = null;
        try {
            step.run();
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            failure = new IOException("The session cannot be kept: " + e.getMessage(), e);
        }
        if (failure != null) {
            failed = true;
            progress.failed(failure);
        }
    }

    private void close(java.io.Closeable what) {
        try {
            what.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A session store could not be closed", e);
        }
    }
}
