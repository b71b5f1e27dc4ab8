package io.mqttstack.client.internal.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trie finds what the filters themselves say. */
class FilterTrieTest {
    private final FilterTrie<String> trie = new FilterTrie<>();

    private void add(String... filters) {
        for (String filter : filters) {
            trie.add(TopicFilter.of(filter), filter);
        }
    }

    private Set<String> matching(String topic) {
        return new TreeSet<>(trie.matching(TopicName.of(topic)));
    }

    @ParameterizedTest
    @CsvSource({
        "a, # + a a/#",
        "a/, # +/+ a/# a/+",
        "a/b, # +/+ a/# a/+ $share/g/a/b",
        "/, # +/+ /#",
        "/a, # +/+ /#",
        "a/b/c, # a/# +/b/c a/+/c",
        "$SYS, $SYS/#",
        "$SYS/a, $SYS/# $SYS/+",
        "b, # +"
    })
    void matchesAsTheSpecificationSays(String topic, String expected) {
        add("#", "+", "a", "a/#", "+/+", "a/+", "$share/g/a/b", "/#", "+/b/c", "a/+/c", "$SYS/#", "$SYS/+");
        assertEquals(new TreeSet<>(List.of(expected.split(" "))), matching(topic));
    }

    @Test
    void agreesWithTheFiltersWhateverIsAddedAndRemoved() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> there = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            if (random.nextInt(3) > 0 || there.isEmpty()) {
                String filter = filter(random);
                there.add(filter);
                add(filter);
            } else {
                String filter = there.remove(random.nextInt(there.size()));
                trie.remove(TopicFilter.of(filter), filter);
            }
            String topic = levels(random, "a", "b", "", "$c");
            if (topic.isEmpty()) {
                continue;
            }
            List<String> expected = there.stream()
                    .filter(filter -> TopicFilter.of(filter).matches(TopicName.of(topic)))
                    .sorted()
                    .toList();
            assertEquals(
                    expected,
                    trie.matching(TopicName.of(topic)).stream().sorted().toList(),
                    "topic " + topic + ", seed " + seed);
        }
        there.forEach(filter -> trie.remove(TopicFilter.of(filter), filter));
        assertEquals(List.of(), trie.matching(TopicName.of("a/b")), "seed " + seed);
    }

    private static String filter(Random random) {
        String share = random.nextInt(5) == 0 ? "$share/g/" : "";
        while (true) {
            String filter = levels(random, "a", "b", "", "+", "$c") + (random.nextBoolean() ? "/#" : "");
            if (!filter.isEmpty()) {
                return share + filter;
            }
        }
    }

    private static String levels(Random random, String... choice) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> choice[random.nextInt(choice.length)])
                .collect(Collectors.joining("/"));
    }

    @Test
    void takesNamesAndFiltersOf65535Slashes() {
        String deep = "/".repeat(65_535);
        add(deep, "#", "+/".repeat(30_000) + "#");
        assertEquals(3, trie.matching(TopicName.of(deep)).size());
        trie.remove(TopicFilter.of(deep), deep);
        assertEquals(2, trie.matching(TopicName.of(deep)).size());
    }

    @Test
    void findsAFewOf100000Filters() {
        for (int i = 0; i < 100_000; i++) {
            add("site/" + i % 1_000 + "/device/" + i + (i % 2 == 0 ? "/state" : "/+"));
        }
        add("site/7/#");
        assertEquals(new TreeSet<>(List.of("site/7/device/4007/+", "site/7/#")), matching("site/7/device/4007/x"));
        assertTrue(matching("site/7/device/none/x").contains("site/7/#"));
    }
}
