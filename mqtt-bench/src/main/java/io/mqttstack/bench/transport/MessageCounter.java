package io.mqttstack.bench.transport;

import java.nio.ByteBuffer;

/** Finds the ends of messages in a stream by the length that each has in its second byte, as somebody who decodes must. */
final class MessageCounter {
    private static final int HEADER = 2;

    private long count;
    private int seen;
    private int length = HEADER;

    /** {@return the messages that are complete} */
    long count() {
        return count;
    }

    /** Whether as many have come, and not a byte more. */
    boolean ends(long wanted) {
        if (count > wanted || (count == wanted && seen > 0)) {
            throw new IllegalStateException("More than " + wanted + " messages came");
        }
        return count == wanted;
    }

    void add(byte[] data, int offset, int size) {
        int at = offset;
        int end = offset + size;
        while (at < end) {
            if (seen == 0 && end - at >= Traffic.MESSAGE) {
                at += HEADER + data[at + 1];
                count++;
            } else {
                step(data[at++]);
            }
        }
    }

    void add(ByteBuffer data) {
        int at = data.position();
        int end = data.limit();
        while (at < end) {
            if (seen == 0 && end - at >= Traffic.MESSAGE) {
                at += HEADER + data.get(at + 1);
                count++;
            } else {
                step(data.get(at++));
            }
        }
    }

    private void step(byte next) {
        seen++;
        if (seen == HEADER) {
            length = HEADER + next;
        }
        if (seen == length) {
            seen = 0;
            length = HEADER;
            count++;
        }
    }
}
