package io.mqttstack.codec.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqttstack.codec.TopicRules;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;

/**
 * Topic Filters and Topic Names beside {@link TopicRules}.
 *
 * <pre>
 *   input, in UTF-8:  Topic Filter | line feed | Topic Name
 * </pre>
 */
@Tag("long")
class TopicFuzzTest {
    @FuzzTest(maxDuration = "3s")
    void filtersAndNamesAreTakenAndMatchedByTheRules(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        if (end < 0 || input.length > 4096) {
            return;
        }
        String filter = text.substring(0, end);
        String name = text.substring(end + 1);
        Optional<TopicFilter> taken = ifLegal(TopicFilter::of, filter);
        Optional<TopicName> named = ifLegal(TopicName::of, name);
        assertEquals(TopicRules.isFilter(filter), taken.isPresent(), () -> "the filter " + filter);
        assertEquals(TopicRules.isName(name), named.isPresent(), () -> "the name " + name);
        taken.ifPresent(legal ->
                assertEquals(TopicRules.isShared(filter), legal.isShared(), () -> "shared, the filter " + filter));
        if (taken.isPresent() && named.isPresent()) {
            assertEquals(
                    TopicRules.matches(filter, name), taken.get().matches(named.get()), () -> filter + " and " + name);
        }
    }

    private static <T> Optional<T> ifLegal(Function<String, T> constructor, String text) {
        try {
            return Optional.of(constructor.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
