package io.mqttstack.codec.vectors;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All vectors in few tests, for mutation testing, which starts JUnit anew for every test. The build runs {@link VectorTest}
 * instead, which names the vector that fails.
 */
class AllVectors {
    private final VectorTest test = new VectorTest();

    static Stream<Named<List<Vector>>> groups() {
        Map<String, List<Vector>> groups = Arrays.stream(Vector.Kind.values())
                .flatMap(VectorFiles::vectors)
                .collect(Collectors.groupingBy(AllVectors::group, TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream().map(each -> Named.of(each.getKey(), each.getValue()));
    }

    /** Kind, version and, where bytes come first, their Control Packet type. */
    private static String group(Vector vector) {
        String group = vector.kind() + " " + vector.version();
        return vector.kind() == Vector.Kind.REFUSED ? group : group + " " + (vector.bytes()[0] >> 4 & 0xF);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groups")
    void hold(List<Vector> vectors, TestReporter reporter) {
        for (Vector vector : vectors) {
            switch (vector.kind()) {
                case CARRIED -> test.carried(vector, reporter);
                case REJECTED -> test.rejected(vector, reporter);
                case REFUSED -> test.refused(vector, reporter);
            }
        }
    }
}
