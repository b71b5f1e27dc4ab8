package io.mqttstack.codec.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.value.Bytes;
import org.junit.jupiter.api.Test;

class BytesAccessTest {
    @Test
    void seesTheBytesWhereTheyAre() {
        byte[] array = {1, 2, 3};
        Bytes bytes = Bytes.wrap(array, 1, 2);
        assertSame(array, BytesAccess.array(bytes));
        assertEquals(1, BytesAccess.offset(bytes));
    }

    @Test
    void isGivenOnce() {
        assertEquals(0, Bytes.EMPTY.length());
        assertThrows(
                IllegalStateException.class,
                () -> BytesAccess.give(new BytesAccess() {
                    @Override
                    protected byte[] arrayOf(Bytes bytes) {
                        return new byte[0];
                    }

                    @Override
                    protected int offsetOf(Bytes bytes) {
                        return 0;
                    }
                }));
    }
}
