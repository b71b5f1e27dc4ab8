package io.mqttstack.bench.comparison;

import io.mqttstack.bench.codec.Topics;
import java.util.Arrays;

/** Which topics follow each other where they are strings. */
public enum Texts {
    /** One string, always the same object. */
    SAME(Topics.REPEATED, 1),

    /** Equal strings, each an object of its own, as a program has them that puts its topics together anew. */
    EQUAL(Topics.REPEATED, 16),

    /** Different strings, more than anybody remembers. */
    VARIED(Topics.VARIED, 1024);

    private final Topics topics;
    private final int count;

    Texts(Topics topics, int count) {
        this.topics = topics;
        this.count = count;
    }

    /** Makes the strings, a power of two of them; none is the same object as another. */
    String[] make() {
        String[] texts = new String[count];
        Arrays.setAll(texts, topics::name);
        return texts;
    }
}
