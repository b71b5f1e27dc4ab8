package io.mqttstack.transport;

import java.util.Random;

/** A stream of bytes that depend on their position, so that what is lost, doubled or swapped is noticed. */
final class Pattern {

    private Pattern() {}

    static byte at(long position) {
        return (byte) (position * 31 + (position >>> 8) * 17 + (position >>> 16));
    }

    /** Writes a number of patterned bytes in odd portions, as fast as the connection asks for them. */
    static final class Writer {

        private final long total;
        private final boolean ends;
        private final Random sizes;
        private long position;
        private long maximumPending;

        /** Writes {@code total} bytes, and ends the output then, or leaves it to somebody else. */
        Writer(long total, long seed, boolean ends) {
            this.total = total;
            this.ends = ends;
            this.sizes = new Random(seed);
        }

        /** Writes until the connection is no longer writable or all is written. In the loop. */
        void write(ByteConnection connection) {
            while (position < total && connection.isWritable()) {
                int length = (int) Math.min(total - position, 1 + sizes.nextInt(sizes.nextInt(70_000) + 1));
                java.nio.ByteBuffer output = connection.output(length);
                for (int i = 0; i < length; i++) {
                    output.put(at(position++));
                }
                if (sizes.nextInt(3) == 0 || position == total) {
                    connection.flush();
                }
                maximumPending = Math.max(maximumPending, connection.pendingBytes());
            }
            connection.flush();
            if (position == total && ends) {
                connection.shutdownOutput();
            }
        }

        long maximumPending() {
            return maximumPending;
        }
    }

    /** Checks patterned bytes. */
    static final class Checker {

        private long position;
        private volatile long firstWrong = -1;

        void check(byte[] data, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (data[i] != at(position) && firstWrong < 0) {
                    firstWrong = position;
                }
                position++;
            }
        }

        long firstWrong() {
            return firstWrong;
        }
    }
}
