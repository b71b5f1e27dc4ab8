package io.mqttstack.codec.internal.access;

import io.mqttstack.codec.value.Bytes;
import org.jspecify.annotations.Nullable;

/** Lets the decoder read {@link Bytes} where they are. */
public abstract class BytesAccess {
    /** Set once, by the static initialiser of {@link Bytes}. */
    private static @Nullable BytesAccess given;

    /** Only {@link Bytes} makes one. */
    protected BytesAccess() {}

    /**
     * Called by {@link Bytes} while it is initialised.
     *
     * @param access reaches into bytes
     */
    public static void give(BytesAccess access) {
        if (given != null) {
            throw new IllegalStateException("Bytes gives access once");
        }
        given = access;
    }

    /** The array that holds the bytes, and maybe others; nobody changes it. */
    protected abstract byte[] arrayOf(Bytes bytes);

    /** The index of the first byte in the array. */
    protected abstract int offsetOf(Bytes bytes);

    /**
     * Gives the array that holds bytes, and maybe others.
     *
     * @param bytes the bytes
     * @return the array, which nobody changes
     */
    public static byte[] array(Bytes bytes) {
        return access().arrayOf(bytes);
    }

    /**
     * Tells where bytes begin.
     *
     * @param bytes the bytes
     * @return the index of the first one in the {@link #array}
     */
    public static int offset(Bytes bytes) {
        return access().offsetOf(bytes);
    }

    private static BytesAccess access() {
        BytesAccess access = given;
        if (access == null) {
            throw new IllegalStateException("Bytes has not given access");
        }
        return access;
    }
}
