package io.mqttstack.bench.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloodTest {
    private static final int WINDOW = 10;
    private static final int HEAD = 2;
    private static final int SIZE = 16;

    private final ByteBuffer out = ByteBuffer.allocate(1 << 16);

    private static String topic(long count) {
        return "flood/7/" + count + "/" + WINDOW + "/" + SIZE;
    }

    /** The Packet Identifiers of what a flood sends now. */
    private List<Integer> identifiers(Flood flood, String topic) {
        out.clear();
        assertFalse(flood.fill(out));
        out.flip();
        List<Integer> identifiers = new ArrayList<>();
        while (out.hasRemaining()) {
            out.position(out.position() + HEAD + 2 + topic.length());
            identifiers.add(Short.toUnsignedInt(out.getShort()));
            out.position(out.position() + SIZE);
        }
        return identifiers;
    }

    @Test
    void keepsToItsWindow() {
        Flood flood = new Flood(topic(100), 1, false, null);
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), identifiers(flood, topic(100)));
        assertEquals(List.of(), identifiers(flood, topic(100)));
        flood.acknowledged();
        flood.acknowledged();
        assertEquals(List.of(11, 12), identifiers(flood, topic(100)));
    }

    @Test
    void usesNoPacketIdentifierThatTheFloodBeforeItStillUses() {
        Flood first = new Flood(topic(5), 2, false, null);
        List<Integer> used = identifiers(first, topic(5));
        assertEquals(List.of(1, 2, 3, 4, 5, 6), used);
        for (int i = 0; i < 5; i++) {
            first.acknowledged();
        }
        Flood second = new Flood(topic(100), 2, false, first);
        List<Integer> next = identifiers(second, topic(100));
        assertEquals(WINDOW - 1, next.size(), "the message under way is of the same window");
        assertEquals(7, next.get(0));
        assertTrue(next.stream().noneMatch(used::contains));
    }
}
