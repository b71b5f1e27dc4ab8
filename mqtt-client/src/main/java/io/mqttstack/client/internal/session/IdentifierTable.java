package io.mqttstack.client.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * What is under way, by Packet Identifier, and the pool of identifiers that are free [MQTT-2.2.1-3]. Grows on demand
 * to at most 65,536 slots, shrinks when it is empty; no boxing.
 *
 * <p>The slot of an identifier is its low bits. Identifiers are given out in sequence, so that a table twice as large
 * as what is under way hardly ever collides; a collision doubles the table.
 */
final class IdentifierTable<T> {
    /** The greatest Packet Identifier, and so the most exchanges that can be under way. */
    static final int MAXIMUM = 0xFFFF;

    private static final int SMALLEST = 16;

    /** The one slot of a table with nothing in it; never written. */
    private static final @Nullable Object[] NO_VALUES = {null};

    private static final char[] NO_IDENTIFIERS = {0};

    private @Nullable Object[] values = NO_VALUES;
    private char[] identifiers = NO_IDENTIFIERS;
    private int size;
    private int last;

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    @Nullable
    T get(int identifier) {
        int slot = identifier & (values.length - 1);
        return identifiers[slot] == identifier ? (T) values[slot] : null;
    }

    /** Takes the next free identifier for a value; 0 where all are taken. */
    int add(T value) {
        if (size == MAXIMUM) {
            return 0;
        }
        int identifier = last;
        do {
            identifier = identifier == MAXIMUM ? 1 : identifier + 1;
        } while (get(identifier) != null);
        last = identifier;
        put(identifier, value);
        return identifier;
    }

    /** Puts a value under an identifier that the peer chose. */
    void put(int identifier, T value) {
        if (values.length < SMALLEST) {
            resize(SMALLEST);
        }
        int slot = identifier & (values.length - 1);
        while (values[slot] != null && identifiers[slot] != identifier) {
            resize(values.length * 2);
            slot = identifier & (values.length - 1);
        }
        if (values[slot] == null) {
            size++;
        }
        values[slot] = value;
        identifiers[slot] = (char) identifier;
    }

    @Nullable
    T remove(int identifier) {
        T value = get(identifier);
        if (value != null) {
            values[identifier & (values.length - 1)] = null;
            size--;
            if (size == 0 && values.length > SMALLEST * 64) {
                clear();
            }
        }
        return value;
    }

    /** Removes all values of a kind. */
    void removeAll(Class<? extends T> kind) {
        for (char each : identifiers.clone()) {
            if (kind.isInstance(get(each))) {
                remove(each);
            }
        }
    }

    /** Forgets everything under way; the sequence of identifiers goes on. */
    void clear() {
        values = NO_VALUES;
        identifiers = NO_IDENTIFIERS;
        size = 0;
    }

    private void resize(int length) {
        @Nullable Object[] oldValues = values;
        char[] oldIdentifiers = identifiers;
        values = new @Nullable Object[length];
        identifiers = new char[length];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != null) {
                int slot = oldIdentifiers[i] & (length - 1);
                values[slot] = oldValues[i];
                identifiers[slot] = oldIdentifiers[i];
            }
        }
    }
}
