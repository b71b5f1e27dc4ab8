package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.value.TopicName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The topics that a decoder saw last, so that a topic which comes again is neither validated nor allocated again.
 *
 * <p>Bounded: {@value #ENTRIES} topics of at most {@value #LONGEST} bytes each, about 11 KiB when every entry is as long
 * as that, nothing before the first PUBLISH. Each topic has one place, given by a few of its bytes; whoever comes later
 * takes it over.
 */
public final class TopicCache {
    static final int ENTRIES = 16;
    static final int LONGEST = 256;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NO_KEY = {};
    private static final byte[][] NO_KEYS = {NO_KEY};

    private byte[][] keys = NO_KEYS;
    private @Nullable TopicName[] names = {null};

    /** Where the topic was that came last: most often it comes again. */
    private int latest;

    /** The topic with these bytes, of which there is at least one; null when it is not here. */
    @Nullable
    TopicName find(byte[] bytes, int from, int length) {
        if (isAt(latest, bytes, from, length)) {
            return names[latest];
        }
        if (length > LONGEST || keys == NO_KEYS) {
            return null;
        }
        int place = place(bytes, from, length);
        if (isAt(place, bytes, from, length)) {
            latest = place;
            return names[place];
        }
        return null;
    }

    private boolean isAt(int place, byte[] bytes, int from, int length) {
        byte[] key = keys[place];
        return length == key.length && Arrays.equals(key, 0, length, bytes, from, from + length);
    }

    /** Keeps a topic whose UTF-8 form is {@code key}, unless it is too long. */
    void keep(byte[] key, TopicName name) {
        if (key.length > LONGEST) {
            return;
        }
        if (keys == NO_KEYS) {
            keys = new byte[ENTRIES][];
            Arrays.fill(keys, NO_KEY);
            names = new TopicName[ENTRIES];
        }
        latest = place(key, 0, key.length);
        keys[latest] = key;
        names[latest] = name;
    }

    /** Mixes the first, middle and last eight bytes: sibling topics mostly differ in one of them. */
    private static int place(byte[] bytes, int from, int length) {
        long mix = length;
        if (length >= Long.BYTES) {
            int last = length - Long.BYTES;
            mix ^= (long) LONG.get(bytes, from);
            mix = mix * 0x9E37_79B9_7F4A_7C15L ^ (long) LONG.get(bytes, from + (last >>> 1));
            mix = mix * 0x9E37_79B9_7F4A_7C15L ^ (long) LONG.get(bytes, from + last);
        } else {
            for (int i = from; i < from + length; i++) {
                mix = mix << 8 ^ bytes[i];
            }
        }
        mix *= 0x9E37_79B9_7F4A_7C15L;
        return (int) (mix >>> 60);
    }
}
