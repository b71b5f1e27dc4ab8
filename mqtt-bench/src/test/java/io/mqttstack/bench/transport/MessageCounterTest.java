package io.mqttstack.bench.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MessageCounterTest {

    private static final int MESSAGES = 5;

    private static byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(MESSAGES * Traffic.MESSAGE);
        while (bytes.hasRemaining()) {
            bytes.put(Traffic.message());
        }
        return bytes.array();
    }

    @Test
    void findsTheSameMessagesInEverySplitting() {
        byte[] bytes = bytes();
        for (int piece = 1; piece <= bytes.length; piece++) {
            MessageCounter arrays = new MessageCounter();
            MessageCounter buffers = new MessageCounter();
            for (int at = 0; at < bytes.length; at += piece) {
                assertFalse(arrays.ends(MESSAGES), "pieces of " + piece);
                int length = Math.min(piece, bytes.length - at);
                arrays.add(bytes, at, length);
                buffers.add(ByteBuffer.wrap(bytes, at, length));
            }
            assertTrue(arrays.ends(MESSAGES), "pieces of " + piece);
            assertEquals(MESSAGES, buffers.count(), "pieces of " + piece);
        }
    }

    @Test
    void complainsOfAByteTooMuch() {
        MessageCounter counter = new MessageCounter();
        counter.add(bytes(), 0, Traffic.MESSAGE + 1);
        assertThrows(IllegalStateException.class, () -> counter.ends(1));
    }
}
