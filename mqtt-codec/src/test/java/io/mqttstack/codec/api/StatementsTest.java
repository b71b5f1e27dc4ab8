package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every statement that the sources cite exists. */
class StatementsTest {
    private static final Pattern CITATION = Pattern.compile("MQTT-\\d[\\d.-]*\\d");

    @Test
    void areCitedAsTheSpecificationNumbersThem() throws IOException {
        Set<String> known = Stream.of("mqtt-3.1.1.tsv", "mqtt-5.0.tsv")
                .flatMap(name -> SpecificationTable.read(name).stream())
                .map(row -> row.get("id"))
                .collect(Collectors.toSet());
        Set<String> cited = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                CITATION.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .forEach(cited::add);
            }
        }
        assertTrue(cited.size() > 30, cited::toString);
        cited.removeAll(known);
        assertEquals(Set.of(), cited);
    }
}
