package io.mqttstack.codec.internal.print;

import io.mqttstack.codec.packet.PacketType;
import java.util.Optional;

/**
 * Where a packet is, as its fixed header says, legal or not.
 *
 * @param start the index of its first byte
 * @param content the index behind the Remaining Length, or behind the bytes where that is not complete
 * @param end the index behind its last byte, or behind the bytes where that comes first
 * @param remainingLength the Remaining Length, or {@link #UNKNOWN}
 */
record Frame(int start, int content, int end, int remainingLength) {
    static final int UNKNOWN = -1;

    /** Reads the fixed header at {@code start}, where there is a byte. */
    static Frame at(byte[] bytes, int start) {
        int value = 0;
        for (int at = start + 1, shift = 0; at < bytes.length && shift <= 21; at++, shift += 7) {
            value |= (bytes[at] & 0x7F) << shift;
            if (bytes[at] >= 0) {
                int content = at + 1;
                return new Frame(start, content, content + Math.min(value, bytes.length - content), value);
            }
        }
        return new Frame(start, Math.min(start + 5, bytes.length), bytes.length, UNKNOWN);
    }

    boolean isSized() {
        return remainingLength != UNKNOWN;
    }

    /** How many bytes are not there, of a frame that is sized. */
    int missing() {
        return remainingLength - (end - content);
    }

    /** The length of the whole packet in bytes, of a frame that is sized. */
    int size() {
        return content - start + remainingLength;
    }

    Optional<PacketType> type(byte[] bytes) {
        return PacketType.of((bytes[start] & 0xFF) >> 4);
    }
}
