package io.mqttstack.codec;

import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary legal values of packets. */
public final class Values {
    private Values() {}

    /** Strings of ASCII, of two, three and four bytes a character, and of U+FEFF; mostly short, sometimes empty. */
    public static Arbitrary<String> strings() {
        Arbitrary<String> pieces = Arbitraries.frequencyOf(List.of(
                Tuple.of(6, Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(12)),
                Tuple.of(
                        1,
                        Arbitraries.strings().withCharRange('\u0001', '\u07FF').ofMaxLength(9)),
                Tuple.of(
                        1,
                        Arbitraries.strings()
                                .withCharRange('\u0800', '\uD7FF')
                                .withCharRange('\uE000', '\uFFFF')
                                .ofMaxLength(6)),
                Tuple.of(1, Arbitraries.integers().between(0x10000, 0x10FFFF).map(Character::toString)),
                Tuple.of(1, Arbitraries.just("\uFEFF")),
                Tuple.of(1, Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(400))));
        return pieces.list().ofMaxSize(3).map(list -> String.join("", list));
    }

    /** Binary data, mostly short, sometimes longer than any buffer that is kept. */
    public static Arbitrary<Bytes> bytes() {
        Arbitrary<byte[]> arrays = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                Arbitraries.integers().between(0, 5000).map(length -> {
                    byte[] array = new byte[length];
                    for (int i = 0; i < length; i++) {
                        array[i] = (byte) (i * 31);
                    }
                    return array;
                }));
        return arrays.map(Bytes::wrap);
    }

    public static Arbitrary<Boolean> booleans() {
        return Arbitraries.of(false, true);
    }

    public static Arbitrary<Integer> packetIdentifiers() {
        return twoBytes(1);
    }

    /** Seconds and sizes of four bytes. */
    public static Arbitrary<Long> fourBytes(long minimum) {
        return Arbitraries.oneOf(
                Arbitraries.of(minimum, 1L, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL),
                Arbitraries.longs().between(minimum, 0xFFFF_FFFFL));
    }

    public static Arbitrary<Integer> twoBytes(int minimum) {
        return Arbitraries.oneOf(
                Arbitraries.of(minimum, 0x7FFF, 0x8000, 0xFFFF),
                Arbitraries.integers().between(minimum, 0xFFFF));
    }

    public static Arbitrary<UserProperty> userProperties() {
        return Combinators.combine(strings(), strings()).as(UserProperty::new);
    }

    public static Arbitrary<TopicName> topicNames() {
        return Arbitraries.oneOf(
                strings()
                        .map(text -> text.replace('+', '-').replace('#', '-'))
                        .filter(text -> !text.isEmpty())
                        .map(TopicName::of),
                Arbitraries.of("a", "/", "a/b", "sensors/0/temperature", "sensors/1/temperature")
                        .map(TopicName::of));
    }

    public static Arbitrary<TopicFilter> topicFilters() {
        Arbitrary<String> level = Arbitraries.oneOf(
                Arbitraries.of("+", "", "a", "sensor"), strings().map(text -> text.replaceAll("[+#/]", "-")));
        Arbitrary<String> levels = Combinators.combine(level.list().ofMinSize(1).ofMaxSize(4), booleans())
                .as((list, open) -> String.join("/", list) + (open ? "/#" : ""))
                .filter(filter -> !filter.isEmpty());
        Arbitrary<String> shared = Combinators.combine(
                        Arbitraries.strings().alpha().ofMinLength(1), levels)
                .as((name, filter) -> "$share/" + name + "/" + filter);
        return Arbitraries.oneOf(levels, levels, shared)
                .filter(filter -> !filter.startsWith("$share/") || filter.matches("(?s)\\$share/[^/+#]+/.+"))
                .map(TopicFilter::of);
    }

    public static <T> Arbitrary<List<T>> list(Arbitrary<T> elements) {
        return elements.list().ofMinSize(1).ofMaxSize(6);
    }
}
