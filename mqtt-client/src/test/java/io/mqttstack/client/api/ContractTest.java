package io.mqttstack.client.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/client-contract.md names exist. */
class ContractTest {
    private static final Pattern NAME = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    private static Map<String, Path> sources(Path... roots) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(each -> each.toString().endsWith(".java")).forEach(all::add);
            }
        }
        return all.stream()
                .collect(Collectors.toMap(
                        each -> each.getFileName().toString().replace(".java", ""), each -> each, (one, two) -> one));
    }

    @Test
    void namesOnlyTestsThatExist() throws IOException {
        Map<String, Path> sources = sources(
                Path.of("src/test/java"),
                Path.of("../mqtt-conformance/src/test/java"),
                Path.of("../mqtt-transport/src/test/java"),
                Path.of("../mqtt-codec/src/test/java"));
        List<String> missing = new ArrayList<>();
        List<MatchResult> names = NAME.matcher(Files.readString(Path.of("../docs/client-contract.md")))
                .results()
                .toList();
        for (MatchResult name : names) {
            Path source = sources.get(name.group(1));
            if (source == null || !Files.readString(source).contains("void " + name.group(2) + "(")) {
                missing.add(name.group());
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(names.size() > 40, () -> names.size() + " names");
    }

    @Test
    void showsEachPromiseByATest() throws IOException {
        List<String> unshown = Files.readAllLines(Path.of("../docs/client-contract.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Promise"))
                .filter(line -> !NAME.matcher(line).find())
                .toList();
        assertEquals(List.of(), unshown);
    }
}
