package io.mqttstack.codec.internal.print;

import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Names the bytes of one packet from its first to its last, each once. It trusts nothing: where a field does not fit, all
 * that is left becomes one field that is cut off, and every later read gives zero and names nothing.
 */
final class FieldCursor {
    private final byte[] bytes;
    private final int packetEnd;
    private final Settings settings;
    private final Text text;
    private final Consumer<Field> out;

    private int start;
    private int position;
    private int end;
    private boolean nested;
    private boolean cut;

    FieldCursor(byte[] bytes, Frame frame, Settings settings, Consumer<Field> out) {
        this.bytes = bytes;
        this.start = frame.start();
        this.position = frame.start();
        this.packetEnd = frame.end();
        this.end = packetEnd;
        this.settings = settings;
        this.text = new Text(settings.longestText());
        this.out = out;
    }

    int remaining() {
        return end - position;
    }

    /** The next byte, of which at least one remains. */
    int peek() {
        return bytes[position] & 0xFF;
    }

    int oneByte(String name, IntFunction<String> value) {
        if (lacks(1, name)) {
            return 0;
        }
        int number = (int) unsigned(1);
        name(name, value.apply(number));
        return number;
    }

    /** A number of {@code width} bytes, behind what was taken of the field already. */
    void number(String name, int width, String unit) {
        if (!lacks(width, name)) {
            name(name, unsigned(width) + unit);
        }
    }

    /** A Variable Byte Integer, behind what was taken of the field already. */
    int variableByteInteger(String name) {
        int value = takeVariableByteInteger(name);
        if (!cut) {
            name(name, Integer.toString(value));
        }
        return value;
    }

    /** A Variable Byte Integer that begins a field. */
    int takeVariableByteInteger(String name) {
        int value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            if (lacks(1, name)) {
                return 0;
            }
            int next = bytes[position++];
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                break;
            }
        }
        return value;
    }

    /** A UTF-8 Encoded String, behind what was taken of the field already. */
    void utf8String(String name) {
        String value = takeString(name);
        if (!cut) {
            name(name, value);
        }
    }

    void utf8StringPair(String name) {
        String key = takeString(name);
        String value = takeString(name);
        if (!cut) {
            name(name, key + " = " + value);
        }
    }

    private String takeString(String name) {
        int length = prefix(name);
        int from = position;
        position += length;
        return text.quoted(bytes, from, position);
    }

    /** Binary Data, behind what was taken of the field already. */
    void binaryData(String name, Secrecy secrecy) {
        int length = prefix(name);
        if (!cut) {
            data(name, length, secrecy);
        }
    }

    /** All that is left, as binary data without a length. */
    void rest(String name, Secrecy secrecy) {
        if (!cut) {
            data(name, remaining(), secrecy);
        }
    }

    private void data(String name, int length, Secrecy secrecy) {
        int from = position;
        position += length;
        if (settings.shows(secrecy)) {
            name(name, text.data(bytes, from, position));
        } else {
            masked(name, from, length == 0 ? Text.count(0) : Text.count(length) + ", masked");
        }
    }

    /** The length of what follows, once it is known to be there. */
    private int prefix(String name) {
        if (lacks(2, name)) {
            return 0;
        }
        int length = (bytes[position] & 0xFF) << 8 | (bytes[position + 1] & 0xFF);
        if (lacks(2 + length, name, position + 2)) {
            return 0;
        }
        position += 2;
        return length;
    }

    /** Narrows the readable part to a block of properties; a longer one than there is ends with the packet. */
    void openBlock(int length) {
        end = position + Math.min(length, packetEnd - position);
        nested = true;
    }

    void closeBlock() {
        end = cut ? position : packetEnd;
        nested = false;
    }

    /** What was taken of a field whose end cannot be known, so that nothing behind it can be named. */
    void endless(String name, String value) {
        if (!cut) {
            name(name, value);
            cut = true;
            end = position;
        }
    }

    /** Names what no field has claimed. */
    void finish() {
        if (position < packetEnd) {
            unread("Bytes that belong to no field", start);
        }
    }

    private boolean lacks(int count, String name) {
        return lacks(count, name, position);
    }

    /** Whether the field does not fit; what is left of it is masked from {@code maskedFrom} on. */
    private boolean lacks(int count, String name, int maskedFrom) {
        if (!cut && remaining() < count) {
            if (start < packetEnd) {
                unread(name + ", cut off", maskedFrom);
            }
            cut = true;
            end = position;
        }
        return cut;
    }

    private void unread(String name, int maskedFrom) {
        position = packetEnd;
        String length = Text.count(position - start);
        if (settings.shows(Secrecy.UNKNOWN)) {
            name(name, length);
        } else {
            masked(name, maskedFrom, length + ", masked");
        }
    }

    private long unsigned(int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | (bytes[position++] & 0xFF);
        }
        return value;
    }

    private void name(String name, String value) {
        masked(name, position, value);
    }

    private void masked(String name, int from, String value) {
        out.accept(new Field(start, position, from, nested, name, value));
        start = position;
    }
}
