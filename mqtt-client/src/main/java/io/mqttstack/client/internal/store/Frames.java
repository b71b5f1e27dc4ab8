package io.mqttstack.client.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The frames of a file, from the first to the last whole one. */
final class Frames {
    private final Path path;
    private final FileChannel channel;
    private final long size;
    private long begin;
    private long end;

    /** Reads from this position on. */
    Frames(Path path, FileChannel channel, long begin) throws IOException {
        this.path = path;
        this.channel = channel;
        this.size = channel.size();
        this.begin = begin;
        this.end = begin;
    }

    /** The changes of the next frame; null: there is none, or it is torn, which only the last one can be. */
    @Nullable
    ByteBuffer next() throws IOException {
        begin = end;
        if (size - begin < JournalFile.HEAD) {
            return null;
        }
        ByteBuffer head = read(path, channel, begin, JournalFile.HEAD);
        int length = head.getInt();
        int complement = head.getInt();
        int crc = head.getInt();
        if (length != ~complement || length <= 0) {
            return torn(begin + JournalFile.HEAD, "the length of a part is wrong");
        }
        long after = begin + JournalFile.HEAD + length;
        if (after > size) {
            return null;
        }
        ByteBuffer changes = read(path, channel, begin + JournalFile.HEAD, length);
        if (JournalFile.crc(changes.duplicate()) != crc) {
            return torn(after, "the checksum of a part is wrong");
        }
        end = after;
        return changes;
    }

    /** Nothing was written behind a torn frame; a file that grew before a loss of power may have zeros there. */
    private @Nullable ByteBuffer torn(long after, String how) throws IOException {
        if (!onlyZeros(path, channel, after)) {
            throw damaged(new IllegalArgumentException(how));
        }
        return null;
    }

    /** Whether nothing else comes from here on. */
    static boolean onlyZeros(Path path, FileChannel channel, long from) throws IOException {
        long size = channel.size();
        for (long at = from; at < size; at += 8_192) {
            ByteBuffer part = read(path, channel, at, (int) Math.min(8_192, size - at));
            while (part.hasRemaining()) {
                if (part.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static ByteBuffer read(Path path, FileChannel channel, long from, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        while (target.hasRemaining()) {
            if (channel.read(target, from + target.position()) < 0) {
                throw new IOException("The session in " + path + " becomes shorter as it is read");
            }
        }
        return target.flip();
    }

    /** The end of the last whole frame. */
    long end() {
        return end;
    }

    IOException damaged(IllegalArgumentException how) {
        return new IOException(
                "The session in " + path + " is damaged at byte " + begin + " (" + how.getMessage()
                        + "): put a copy of the file in its place, or move it away to start with no session, which may lose "
                        + "messages or deliver some twice",
                how);
    }
}
