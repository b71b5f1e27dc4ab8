package io.mqttstack.codec.value;

import org.jspecify.annotations.Nullable;

/**
 * The Topic Names that were made last, so that a text which comes again is neither validated nor made into an object again.
 * For whoever publishes to a few topics that are given as strings; not safe for use by several threads.
 *
 * <p>Bounded: {@value #ENTRIES} names. Each has one place, given by its hash; whoever comes later takes it over.
 */
public final class TopicNames {
    private static final int ENTRIES = 16;

    private final @Nullable TopicName[] names = new TopicName[ENTRIES];
    private TopicName latest = TopicName.EMPTY;

    /** Creates a memory that is empty. */
    public TopicNames() {}

    /**
     * Makes a Topic Name, or finds the one that was made of the same text before.
     *
     * @param value the name, as {@link TopicName#of} takes it
     * @return the Topic Name
     * @throws IllegalArgumentException as {@link TopicName#of}
     */
    public TopicName of(String value) {
        TopicName last = latest;
        return !last.isEmpty() && last.value().equals(value) ? last : find(value);
    }

    private TopicName find(String value) {
        int hash = value.hashCode();
        int place = (hash ^ hash >>> 16) & (ENTRIES - 1);
        TopicName known = names[place];
        if (known == null || !known.value().equals(value)) {
            known = TopicName.of(value);
            names[place] = known;
        }
        latest = known;
        return known;
    }
}
