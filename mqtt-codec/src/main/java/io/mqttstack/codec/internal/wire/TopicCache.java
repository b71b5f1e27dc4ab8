package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.internal.access.TopicAccess;
import io.mqttstack.codec.value.TopicName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final byte[] NO_KEY = {};
    private static final Entry[] NO_ENTRIES = {new Entry()};

    private Entry[] entries = NO_ENTRIES;

    /** Of each place, a part of the hash of the topic that was looked for there last, in vain. */
    private int[] missed = {0};

    /** Where the topic was that came last: most often it comes again. */
    private int latest;

    /** Whether all ASCII but U+0000 and the wildcards is accepted, so that a quick look at the bytes is enough. */
    private final boolean plainAscii;

    /** {@code plainAscii} says whether all ASCII but U+0000 is accepted in strings. */
    TopicCache(boolean plainAscii) {
        this.plainAscii = plainAscii;
    }

    /**
     * The topic with these bytes, of which there is at least one, if it is known or plain ASCII; null when it has to be looked
     * at closely and may be illegal.
     */
    public @Nullable TopicName plain(byte[] bytes, int from, int length) {
        Entry entry = entries[latest];
        return entry.holds(bytes, from, length) ? entry.name : other(bytes, from, length);
    }

    private @Nullable TopicName other(byte[] bytes, int from, int length) {
        if (length <= LONGEST && entries != NO_ENTRIES) {
            int place = place(hash(bytes, from, length));
            if (entries[place].holds(bytes, from, length)) {
                latest = place;
                return entries[place].name;
            }
        }
        if (!plainAscii || !Utf8Codec.isAsciiName(bytes, from, from + length)) {
            return null;
        }
        TopicName name = TopicAccess.trusted(new String(bytes, from, length, StandardCharsets.ISO_8859_1), length);
        keep(bytes, from, length, name);
        return name;
    }

    /** Keeps a topic with these bytes, which {@link #plain} did not find, unless it is too long or new here. */
    void keep(byte[] bytes, int from, int length, TopicName name) {
        if (length > LONGEST) {
            return;
        }
        if (entries == NO_ENTRIES) {
            entries = new Entry[ENTRIES];
            Arrays.setAll(entries, place -> new Entry());
            missed = new int[ENTRIES];
        }
        long hash = hash(bytes, from, length);
        int place = place(hash);
        int mark = (int) hash | 1;
        if (missed[place] != mark) {
            missed[place] = mark;
            return;
        }
        entries[place].set(bytes, from, length, name);
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

    /** One topic and its bytes; none at first, whose length is that of no topic. */
    private static final class Entry {
        byte[] key = NO_KEY;
        int length;
        TopicName name = TopicName.EMPTY;

        void set(byte[] bytes, int from, int newLength, TopicName newName) {
            if (key.length < newLength) {
                key = new byte[newLength];
            }
            System.arraycopy(bytes, from, key, 0, newLength);
            length = newLength;
            name = newName;
        }

        boolean holds(byte[] bytes, int from, int askedLength) {
            return askedLength == length && Arrays.equals(key, 0, askedLength, bytes, from, from + askedLength);
        }
    }
}
