package io.mqttstack.bench.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages that the sink sends because somebody subscribed to {@code flood/RUN/COUNT/WINDOW/SIZE}: so many, and never more
 * unacknowledged than the window. One more has the number -1. A flood goes on with the Packet Identifiers of the one before it
 * on its connection, whose last messages may still be under way: one that is in use must not be used again [MQTT-2.2.1-4].
 */
final class Flood {
    /** What a topic begins with whose subscription asks for a flood. */
    static final String PREFIX = "flood/";

    private static final int PAYLOAD_HEAD = 16;

    private final byte[] packet;
    private final int payloadAt;
    private final int identifierAt;
    private final long count;
    private final int window;
    private final int qos;
    private final ByteBuffer view;
    private long sent;
    private int identifier;
    private int unacknowledged;
    private boolean over;

    Flood(String topic, int qos, boolean version5, @Nullable Flood before) {
        String[] parts = topic.split("/", -1);
        long run = Long.parseLong(parts[1]);
        this.count = Long.parseLong(parts[2]);
        this.window = Integer.parseInt(parts[3]);
        int size = Math.max(PAYLOAD_HEAD, Integer.parseInt(parts[4]));
        this.qos = qos;
        this.identifier = before == null ? 0 : before.identifier;
        this.unacknowledged = before == null ? 0 : before.unacknowledged;
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        int remaining = 2 + name.length + (qos > 0 ? 2 : 0) + (version5 ? 1 : 0) + size;
        ByteBuffer made = ByteBuffer.allocate(remaining + 5).put((byte) (0x30 | (qos << 1)));
        for (int left = remaining; ; left >>>= 7) {
            boolean more = left > 0x7F;
            made.put((byte) ((left & 0x7F) | (more ? 0x80 : 0)));
            if (!more) {
                break;
            }
        }
        made.putShort((short) name.length).put(name);
        identifierAt = qos > 0 ? made.position() : -1;
        if (qos > 0) {
            made.putShort((short) 0);
        }
        if (version5) {
            made.put((byte) 0);
        }
        payloadAt = made.position();
        made.putLong(run);
        packet = Arrays.copyOf(made.array(), payloadAt + size);
        view = ByteBuffer.wrap(packet);
    }

    /** Puts as many messages as may be sent and fit; tells whether there is more to send now. */
    boolean fill(ByteBuffer out) {
        while (!over && (qos == 0 || unacknowledged < window)) {
            if (out.remaining() < packet.length) {
                return true;
            }
            over = sent == count;
            if (qos > 0) {
                identifier = identifier % 0xFFFF + 1;
                unacknowledged++;
                view.putShort(identifierAt, (short) identifier);
            }
            view.putLong(payloadAt + 8, over ? -1 : sent);
            out.put(packet);
            sent++;
        }
        return false;
    }

    void acknowledged() {
        unacknowledged--;
    }
}
