package com.example.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each library works from its jars alone: on the class path, on the module path, with nothing of anybody else. */
class ConsumersIT {

    /** In the order of the layers: each library brings those before it. */
    private static final List<String> LIBRARIES = List.of("codec", "transport", "client");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"codec", "transport", "client"})
    void needsOnlyTheLayersBelow(String library) throws IOException {
        String version = System.getProperty("consumers.version");
        List<String> expected = LIBRARIES.subList(0, LIBRARIES.indexOf(library) + 1).stream()
                .map(name -> "mqtt-" + name + "-" + version + ".jar")
                .sorted()
                .toList();

        assertEquals(expected, Consumer.of(library).libraryNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"codec", "transport", "client"})
    void runsOnTheClassPath(String library) throws IOException, InterruptedException {
        assertPrints(Consumer.of(library).runOnClassPath(directory), library, "class path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"codec", "transport", "client"})
    void runsOnTheModulePath(String library) throws IOException, InterruptedException {
        assertPrints(Consumer.of(library).runOnModulePath(directory), library, "module path");
    }

    /** Bouncy Castle is optional: who asks for it without having it is told what to do. */
    private static String whatToAdd(String path) {
        return "TlsProvider.BOUNCY_CASTLE, which is the default, needs Bouncy Castle, which is not on the " + path
                + ": add org.bouncycastle:bctls-jdk18on and org.bouncycastle:bcpkix-jdk18on"
                + (path.equals("module path")
                        ? " and start Java with --add-modules org.bouncycastle.tls,org.bouncycastle.pkix"
                        : "")
                + "; or choose TlsProvider.JDK, which can do less";
    }

    private static void assertPrints(Consumer.Result result, String library, String path) {
        String first = "mqtt-" + library + " on the " + path;
        String[] lines = switch (library) {
            case "codec" -> new String[] {first, "PINGREQ", "PUBACK"};
            case "transport" ->
                new String[] {first, "bytes over TCP", "BOUNCY_CASTLE: " + whatToAdd(path), "JDK: available"};
            case "client" -> new String[] {first, "ServerUnavailableException"};
            default -> throw new IllegalArgumentException(library);
        };
        assertEquals(
                new Consumer.Result(0, String.join(System.lineSeparator(), lines) + System.lineSeparator(), ""),
                result,
                () -> "expected " + Arrays.toString(lines));
    }
}
