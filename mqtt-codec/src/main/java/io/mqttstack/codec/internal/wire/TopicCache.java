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
 * as that, nothing before the first PUBLISH. Each topic has one place, given by a few of its bytes. It is kept there when it
 * comes for the second time: a stream of topics that never come again costs a few instructions each.
 */
public final class TopicCache {
    static final int ENTRIES = 16;
    static final int LONGEST = 256;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NO_KEY = {};
    private static final byte[][] NO_KEYS = {NO_KEY};

    private byte[][] keys = NO_KEYS;
    private int[] lengths = {0};
    private @Nullable TopicName[] names = {null};

    /** Of each place, a part of the hash of the topic that was looked for there last, in vain. */
    private int[] missed = {0};

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
        int place = place(hash(bytes, from, length));
        if (isAt(place, bytes, from, length)) {
            latest = place;
            return names[place];
        }
        return null;
    }

    private boolean isAt(int place, byte[] bytes, int from, int length) {
        return lengths[place] == length && Arrays.equals(keys[place], 0, length, bytes, from, from + length);
    }

    /** Keeps a topic with these bytes, which {@link #find} did not find, unless it is too long or new here. */
    void keep(byte[] bytes, int from, int length, TopicName name) {
        if (length > LONGEST) {
            return;
        }
        if (keys == NO_KEYS) {
            keys = new byte[ENTRIES][];
            Arrays.fill(keys, NO_KEY);
            lengths = new int[ENTRIES];
            names = new TopicName[ENTRIES];
            missed = new int[ENTRIES];
        }
        long hash = hash(bytes, from, length);
        int place = place(hash);
        int mark = (int) hash | 1;
        if (missed[place] != mark) {
            missed[place] = mark;
            return;
        }
        if (keys[place].length < length) {
            keys[place] = new byte[length];
        }
        System.arraycopy(bytes, from, keys[place], 0, length);
        lengths[place] = length;
        names[place] = name;
        latest = place;
    }

    /** Mixes the first, middle and last eight bytes: sibling topics mostly differ in one of them. */
    private static long hash(byte[] bytes, int from, int length) {
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
        return mix ^ mix >>> 32;
    }

    private static int place(long hash) {
        return (int) (hash >>> 60);
    }
}
