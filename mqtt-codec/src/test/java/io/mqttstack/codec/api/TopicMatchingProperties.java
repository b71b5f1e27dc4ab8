package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.TopicRules;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class TopicMatchingProperties {
    private static final String[] LEVELS = {"", "a", "b", "ab", "$", "$a", "\u00E9", "\uD83D\uDE00"};

    @Property(tries = 5_000)
    void agreesWithAMatcherOfLevels(@ForAll("filters") String filter, @ForAll("topics") String topic) {
        assertEquals(TopicRules.matches(filter, topic), TopicFilter.of(filter).matches(TopicName.of(topic)));
    }

    @Property
    void matchesAnyNameMadeFromTheFilter(@ForAll("filters") String filter, @ForAll("levels") List<String> levels) {
        String topic = fill(filter, levels);
        boolean legal = !topic.isEmpty() && !(topic.startsWith("$") && !filter.startsWith("$"));
        if (legal) {
            assertTrue(TopicFilter.of(filter).matches(TopicName.of(topic)), () -> filter + " and " + topic);
        }
    }

    @Property
    void matchesSharedAsUnshared(@ForAll("filters") String filter, @ForAll("topics") String topic) {
        TopicName name = TopicName.of(topic);
        TopicFilter shared = TopicFilter.of("$share/group/" + filter);
        assertEquals(TopicFilter.of(filter).matches(name), shared.matches(name));
        assertEquals(filter, shared.valueWithoutShare());
    }

    @Provide
    Arbitrary<List<String>> levels() {
        return Arbitraries.of(LEVELS).list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> topics() {
        return levels().map(levels -> String.join("/", levels)).filter(topic -> !topic.isEmpty());
    }

    @Provide
    Arbitrary<String> filters() {
        Arbitrary<String> level =
                Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(LEVELS)), Tuple.of(2, Arbitraries.just("+")));
        return level.list()
                .ofMaxSize(6)
                .map(levels -> String.join("/", levels))
                .flatMap(start -> Arbitraries.of(start, start.isEmpty() ? "#" : start + "/#"))
                .filter(filter -> !filter.isEmpty());
    }

    /** Replaces each wildcard by levels that it stands for. */
    private static String fill(String filter, List<String> levels) {
        String topic = filter;
        if (topic.endsWith("#")) {
            topic = topic.substring(0, topic.length() - 1) + String.join("/", levels);
        }
        return topic.replace("+", levels.get(0));
    }
}
