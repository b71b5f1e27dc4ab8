package io.mqttstack.codec.value;

import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.internal.access.BytesAccess;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A sequence of bytes as a value: immutable, equal by content, printed without its content.
 *
 * <p>{@code copyOf} copies. {@code wrap} does not: the caller gives the array up and must never change it again.
 */
public final class Bytes {
    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    static {
        BytesAccess.give(new BytesAccess() {
            @Override
            protected byte[] arrayOf(Bytes bytes) {
                return bytes.array;
            }

            @Override
            protected int offsetOf(Bytes bytes) {
                return bytes.offset;
            }
        });
    }

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Copies an array.
     *
     * @param source the array
     * @return its bytes
     */
    public static Bytes copyOf(byte[] source) {
        return copyOf(source, 0, source.length);
    }

    /**
     * Copies a part of an array.
     *
     * @param source the array
     * @param offset the index of the first byte
     * @param length the number of bytes
     * @return the bytes
     * @throws IndexOutOfBoundsException if the part is not within the array
     */
    public static Bytes copyOf(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        if (length == 0) {
            return EMPTY;
        }
        byte[] copy = new byte[length];
        System.arraycopy(source, offset, copy, 0, length);
        return new Bytes(copy, 0, length);
    }

    /**
     * Takes over an array.
     *
     * @param array the array, which nobody changes from now on
     * @return its bytes
     */
    public static Bytes wrap(byte[] array) {
        return wrap(array, 0, array.length);
    }

    /**
     * Takes over a part of an array, and keeps the whole of it reachable.
     *
     * @param array the array, whose part nobody changes from now on
     * @param offset the index of the first byte
     * @param length the number of bytes
     * @return the bytes
     * @throws IndexOutOfBoundsException if the part is not within the array
     */
    public static Bytes wrap(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return length == 0 ? EMPTY : new Bytes(array, offset, length);
    }

    /**
     * Encodes a text, of any length.
     *
     * @param text the text
     * @return its UTF-8 form
     * @throws IllegalArgumentException if the text holds half a surrogate pair, which has no UTF-8 form
     */
    public static Bytes utf8(String text) {
        Utf8.requireWellFormed(text, "The text");
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the number of bytes} */
    public int length() {
        return length;
    }

    /** {@return whether there are no bytes} */
    public boolean isEmpty() {
        return length == 0;
    }

    /**
     * Gives one byte.
     *
     * @param index its index, 0 to length - 1
     * @return the byte
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public byte byteAt(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /** {@return a new array that holds the bytes; it belongs to the caller} */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** {@return a new read-only buffer over these bytes, without a copy; its position is 0} */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /**
     * Copies all bytes into an array.
     *
     * @param target takes the bytes
     * @param targetOffset the index of the first byte in the target
     * @throws IndexOutOfBoundsException if the target is too small
     */
    public void copyTo(byte[] target, int targetOffset) {
        System.arraycopy(array, offset, target, targetOffset, length);
    }

    /**
     * Copies all bytes into a buffer and advances its position.
     *
     * @param target takes the bytes
     * @throws java.nio.BufferOverflowException if the remaining space is too small; nothing is copied then
     */
    public void copyTo(ByteBuffer target) {
        target.put(array, offset, length);
    }

    /**
     * Gives a part of these bytes, without a copy.
     *
     * @param from the index of the first byte
     * @param count the number of bytes
     * @return the part
     * @throws IndexOutOfBoundsException if the part is not within these bytes
     */
    public Bytes slice(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        return count == length ? this : wrap(array, offset + from, count);
    }

    /** {@return the bytes read as UTF-8; U+FFFD stands for what is ill formed} */
    public String utf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int index = offset; index < offset + length; index++) {
            hash = 31 * hash + array[index];
        }
        return hash;
    }

    /** {@return the length alone, such as {@code Bytes[64]}: the content may be secret} */
    @Override
    public String toString() {
        return "Bytes[" + length + "]";
    }
}
