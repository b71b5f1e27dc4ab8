package io.mqttstack.codec.peers;

import io.mqttstack.codec.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashSet;
import java.util.Set;

/** All small changes of one packet whose Remaining Length takes one byte. */
final class Mutations {
    private static final int[] VALUES = {0x00, 0x01, 0x02, 0x26, 0x2B, 0x2F, 0x7F, 0xC0, 0xFF};

    /** How many bytes are changed: behind them comes more of the same. */
    private static final int REACH = 40;

    private Mutations() {}

    /** The packet, each byte of it changed in several ways, and bytes taken out and put in with the length adjusted. */
    static Set<Bytes> of(byte[] packet) {
        Set<Bytes> all = new LinkedHashSet<>();
        all.add(Bytes.wrap(packet));
        for (int at = 0; at < Math.min(packet.length, REACH); at++) {
            for (int bit = 0; bit < 8; bit++) {
                all.add(replaced(packet, at, packet[at] ^ 1 << bit));
            }
            for (int value : VALUES) {
                all.add(replaced(packet, at, value));
            }
            if (at > 1) {
                all.add(framed(packet, at, at + 1, new byte[0]));
                all.add(framed(packet, at, packet.length, new byte[0]));
                all.add(framed(packet, at, at, new byte[] {0}));
                all.add(framed(packet, at, at, new byte[] {0x61}));
            }
        }
        all.add(framed(packet, packet.length, packet.length, new byte[] {0}));
        all.add(framed(packet, packet.length, packet.length, new byte[] {0, 0}));
        all.add(padded(packet));
        return all;
    }

    private static Bytes replaced(byte[] packet, int at, int value) {
        byte[] changed = packet.clone();
        changed[at] = (byte) value;
        return Bytes.wrap(changed);
    }

    /** With something else in place of a part, and a Remaining Length that fits. */
    private static Bytes framed(byte[] packet, int from, int to, byte[] between) {
        var changed = new ByteArrayOutputStream();
        changed.write(packet[0]);
        int length = packet.length - 2 - (to - from) + between.length;
        if (length > 0x7F) {
            changed.write((length & 0x7F) | 0x80);
            changed.write(length >> 7);
        } else {
            changed.write(length);
        }
        changed.write(packet, 2, from - 2);
        changed.writeBytes(between);
        changed.write(packet, to, packet.length - to);
        return Bytes.wrap(changed.toByteArray());
    }

    /** With a Remaining Length of one byte more than it needs. */
    private static Bytes padded(byte[] packet) {
        var changed = new ByteArrayOutputStream();
        changed.write(packet[0]);
        changed.write(packet[1] | 0x80);
        changed.write(0);
        changed.write(packet, 2, packet.length - 2);
        return Bytes.wrap(changed.toByteArray());
    }
}
