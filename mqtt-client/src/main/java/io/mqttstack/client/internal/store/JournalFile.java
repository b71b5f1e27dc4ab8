package io.mqttstack.client.internal.store;

import io.mqttstack.client.store.SessionChange;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A file of changes, to which frames are added, and which is replaced by a shorter one now and then.
 *
 * <pre>
 *   file   = title frame*
 *   title  = "MQTT session 1\n"  Client Identifier, length first   CRC-32C of all that
 *   frame  = length of the changes, 4 bytes   its complement, 4 bytes   CRC-32C of the changes, 4 bytes   changes
 * </pre>
 *
 * <p>Each frame is forced to the disk, if changes are to outlive the machine, before the next one is begun. So only the last can be torn, where a process or a machine
 * ended as it was written: nothing of it was promised to anybody, and it is cut off. A damaged one before others is an error.
 */
final class JournalFile implements Closeable {
    static final int HEAD = 3 * Integer.BYTES;
    private static final int FRAME = 1_024 * 1_024;

    private final ChangeCodec codec = new ChangeCodec();
    private final Bytes bytes = new Bytes(HEAD);
    private final Path path;
    private final Title title;
    private final boolean force;
    private FileChannel channel;

    private JournalFile(Path path, Title title, boolean force, FileChannel channel) {
        this.path = path;
        this.title = title;
        this.force = force;
        this.channel = channel;
    }

    /**
     * Opens a file, or makes one.
     *
     * @param replay given each change of the file; an IllegalArgumentException means that the file is damaged
     */
    static JournalFile open(Path path, Title title, boolean force, Consumer<SessionChange> replay) throws IOException {
        Files.deleteIfExists(next(path));
        FileChannel channel = channel(path, StandardOpenOption.CREATE);
        try {
            JournalFile file = new JournalFile(path, title, force, channel);
            long begin = title.end(path, channel);
            if (begin == 0) {
                channel.truncate(0);
                file.begin();
                file.forceDirectory();
            } else {
                file.replay(begin, replay);
            }
            return file;
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** A channel on a file that is readable by its owner alone, where the file system has owners. */
    static FileChannel channel(Path path, StandardOpenOption creation) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, creation), attributes);
    }

    private void begin() throws IOException {
        write(title.bytes());
    }

    private void replay(long begin, Consumer<SessionChange> replay) throws IOException {
        Frames frames = new Frames(path, channel, begin);
        for (ByteBuffer frame = frames.next(); frame != null; frame = frames.next()) {
            try {
                while (frame.hasRemaining()) {
                    replay.accept(codec.read(frame));
                }
            } catch (IllegalArgumentException e) {
                throw frames.damaged(e);
            }
        }
        if (frames.end() < channel.size()) {
            channel.truncate(frames.end());
            force();
        }
        channel.position(frames.end());
    }

    /** Adds a change to the frame that is being made; writes it where it has become long. */
    void add(SessionChange change) throws IOException {
        codec.write(change, bytes);
        if (bytes.length() >= FRAME) {
            write();
        }
    }

    /** Writes the frame, if one has been begun. */
    void write() throws IOException {
        int length = bytes.length();
        if (length == 0) {
            return;
        }
        ByteBuffer all = bytes.all();
        all.putInt(0, length);
        all.putInt(Integer.BYTES, ~length);
        all.putInt(2 * Integer.BYTES, crc(all.duplicate().position(HEAD)));
        write(all);
        bytes.clear();
    }

    private void write(ByteBuffer all) throws IOException {
        while (all.hasRemaining()) {
            channel.write(all);
        }
        force();
    }

    private void force() throws IOException {
        if (force) {
            channel.force(false);
        }
    }

    static int crc(ByteBuffer changes) {
        CRC32C crc = new CRC32C();
        crc.update(changes);
        return (int) crc.getValue();
    }

    long size() throws IOException {
        return channel.position();
    }

    /** Where a file is written anew; a crash may leave it behind, whatever is in it. */
    private static Path next(Path path) {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    /** Replaces all by these changes, in one step: after a crash either the old file is there or the new one. */
    void rewrite(List<SessionChange> changes) throws IOException {
        Path next = next(path);
        Files.deleteIfExists(next);
        FileChannel old = channel;
        channel = channel(next, StandardOpenOption.CREATE_NEW);
        try {
            begin();
            for (SessionChange each : changes) {
                add(each);
            }
            write();
            old.close(); // Windows replaces no file that is open
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory();
        } finally {
            old.close();
        }
    }

    private void forceDirectory() throws IOException {
        if (force) {
            forceEntry(path);
        }
    }

    /** The entry of a file or directory has to last too. Where directories cannot be opened, their file system sees to it. */
    static void forceEntry(Path of) throws IOException {
        Path directory = of.toAbsolutePath().getParent();
        if (directory != null
                && directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
