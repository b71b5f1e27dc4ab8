package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.value.Bytes;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    private final byte[] array = {1, 2, 3, 4, 5};

    @Test
    void copiesSoThatTheSourceMayChange() {
        Bytes bytes = Bytes.copyOf(array);
        array[0] = 9;
        assertEquals(Bytes.copyOf(new byte[] {1, 2, 3, 4, 5}), bytes);
    }

    @Test
    void copiesAPart() {
        assertArrayEquals(new byte[] {2, 3}, Bytes.copyOf(array, 1, 2).toByteArray());
    }

    @Test
    void wrapsWithoutACopy() {
        Bytes bytes = Bytes.wrap(array, 1, 3);
        array[1] = 9;
        assertEquals(9, bytes.byteAt(0));
    }

    @Test
    void givesAnArrayThatTheCallerMayChange() {
        Bytes bytes = Bytes.copyOf(array);
        bytes.toByteArray()[0] = 9;
        assertEquals(1, bytes.byteAt(0));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 6", "5, 1", "6, 0", "0, -1", "2147483647, 2"})
    void rejectsAPartOutsideTheArray(int offset, int length) {
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.copyOf(array, offset, length));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(array, offset, length));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(array).slice(offset, length));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void rejectsAnIndexOutsideThePart(int index) {
        assertThrows(
                IndexOutOfBoundsException.class, () -> Bytes.wrap(array, 1, 3).byteAt(index));
    }

    @Test
    void countsFromTheStartOfThePart() {
        Bytes part = Bytes.wrap(array, 1, 3);
        assertEquals(2, part.byteAt(0));
        assertEquals(4, part.byteAt(2));
    }

    @Test
    void slicesWithoutACopy() {
        Bytes bytes = Bytes.wrap(array, 1, 4);
        Bytes slice = bytes.slice(1, 2);
        assertEquals(Bytes.copyOf(new byte[] {3, 4}), slice);
        array[2] = 9;
        assertEquals(9, slice.byteAt(0));
        assertSame(bytes, bytes.slice(0, 4));
    }

    @Test
    void copiesIntoAnArray() {
        byte[] target = new byte[5];
        Bytes.wrap(array, 1, 3).copyTo(target, 2);
        assertArrayEquals(new byte[] {0, 0, 2, 3, 4}, target);
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(array).copyTo(target, 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copiesIntoABuffer(boolean direct) {
        ByteBuffer target = direct ? ByteBuffer.allocateDirect(4) : ByteBuffer.allocate(4);
        Bytes.wrap(array, 1, 3).copyTo(target);
        assertEquals(3, target.position());
        assertEquals(ByteBuffer.wrap(new byte[] {2, 3, 4}), target.flip());
    }

    @Test
    void copiesNothingIntoABufferThatIsTooSmall() {
        ByteBuffer target = ByteBuffer.allocate(4);
        assertThrows(BufferOverflowException.class, () -> Bytes.wrap(array).copyTo(target));
        assertEquals(0, target.position());
        assertArrayEquals(new byte[4], target.array());
    }

    @Test
    void lendsAReadOnlyBuffer() {
        ByteBuffer buffer = Bytes.wrap(array, 1, 3).asByteBuffer();
        assertTrue(buffer.isReadOnly());
        assertEquals(0, buffer.position());
        assertEquals(3, buffer.remaining());
        assertEquals(3, buffer.capacity());
        assertEquals(2, buffer.get());
    }

    @Test
    void isEmptyWithoutBytes() {
        assertTrue(Bytes.EMPTY.isEmpty());
        assertFalse(Bytes.wrap(array).isEmpty());
        assertSame(Bytes.EMPTY, Bytes.copyOf(array, 2, 0));
        assertSame(Bytes.EMPTY, Bytes.wrap(array, 2, 0));
        assertSame(Bytes.EMPTY, Bytes.utf8(""));
    }

    @Test
    void isEqualByContent() {
        Bytes one = Bytes.wrap(array, 1, 2);
        Bytes other = Bytes.copyOf(new byte[] {2, 3});
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertNotEquals(one, Bytes.copyOf(new byte[] {2, 4}));
        assertNotEquals(one.hashCode(), Bytes.copyOf(new byte[] {2, 4}).hashCode());
        assertNotEquals(one.hashCode(), Bytes.copyOf(new byte[] {3, 2}).hashCode());
        assertNotEquals(one, Bytes.copyOf(new byte[] {2, 3, 4}));
        assertNotEquals(one, new Object());
    }

    @Test
    void showsItsLengthAlone() {
        assertEquals("Bytes[6]", Bytes.utf8("secret").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a\0b", "\uFEFFa", "héé", "\u20AC", "\uD83D\uDE00", "\uFFFF"})
    void readsBackTheTextItEncoded(String text) {
        assertEquals(text, Bytes.utf8(text).utf8());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00", "\uD83Dx", "\uDE00\uD83D"})
    void rejectsATextWithHalfASurrogatePair(String text) {
        assertThrows(IllegalArgumentException.class, () -> Bytes.utf8(text));
    }

    @Test
    void readsAReplacementForWhatIsIllFormed() {
        assertEquals("a\uFFFD", Bytes.copyOf(new byte[] {'a', (byte) 0xC3}).utf8());
    }

    @Property
    void equalsAnyPartThatHasTheSameContent(
            @ForAll byte[] content, @ForAll @IntRange(max = 5) int before, @ForAll @IntRange(max = 5) int after) {
        byte[] larger = new byte[before + content.length + after];
        Arrays.fill(larger, (byte) 0x55);
        System.arraycopy(content, 0, larger, before, content.length);
        Bytes part = Bytes.wrap(larger, before, content.length);
        assertEquals(Bytes.copyOf(content), part);
        assertEquals(Bytes.copyOf(content).hashCode(), part.hashCode());
        assertArrayEquals(content, part.toByteArray());
        assertEquals(ByteBuffer.wrap(content), part.asByteBuffer());
    }
}
