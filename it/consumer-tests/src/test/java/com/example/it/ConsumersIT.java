package com.example.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each library works from its jars alone: on the class path, on the module path, with nothing of anybody else. */
class ConsumersIT {

    /** In the order of the layers: each library brings those before it. */
    private static final List<String> LIBRARIES = List.of("codec", "transport", "client");

    /** What the broker on mqtt-codec alone answers. */
    private static final String ANSWERS = """
            CONNACK at byte 0, 5 bytes, MQTT 5.0, sent by the server
                   0  20                          Packet type, flags                 2 CONNACK, flags 0000
                   1  03                          Remaining Length                   3
                   2  00                          Connect Acknowledge Flags          reserved 0000000, Session Present 0
                   3  00                          Reason Code                        0x00 SUCCESS
                   4  00                          Property Length                    0
            SUBACK at byte 0, 6 bytes, MQTT 5.0, sent by the server
                   0  90                          Packet type, flags                 9 SUBACK, flags 0000
                   1  04                          Remaining Length                   4
                   2  00 01                       Packet Identifier                  1
                   4  00                          Property Length                    0
                   5  00                          Reason Code                        0x00 GRANTED_QOS_0
            PUBACK at byte 0, 4 bytes, MQTT 5.0, sent by the server
                   0  40                          Packet type, flags                 4 PUBACK, flags 0000
                   1  02                          Remaining Length                   2
                   2  00 02                       Packet Identifier                  2
            PUBLISH at byte 0, 33 bytes, MQTT 5.0, sent by the server
                   0  30                          Packet type, flags                 3 PUBLISH, DUP 0, QoS 0, RETAIN 0
                   1  1f                          Remaining Length                   31
                   2  00 18 70 6c 61 6e 74 2f ... Topic Name                         "plant/boiler/temperature"
                  28  00                          Property Length                    0
                  29  37 31 2e 35                 Payload                            "71.5"
            The flags of PUBACK are 0x7, not 0x0 (0x81 MALFORMED_PACKET, [MQTT-2.1.3-1], byte 88)
            """;

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

    /** So is Netty. */
    private static String whatToAddForWebSocket(String path) {
        return "WebSocket, which ws://127.0.0.1:1/mqtt asks for, needs Netty, which is not on the " + path
                + ": add io.netty:netty-codec-http"
                + (path.equals("module path") ? " and start Java with --add-modules io.netty.codec.http" : "");
    }

    private static void assertPrints(Consumer.Result result, String library, String path) {
        String first = "mqtt-" + library + " on the " + path;
        String[] lines = switch (library) {
            case "codec" -> Stream.concat(Stream.of(first), ANSWERS.lines()).toArray(String[]::new);
            case "transport" ->
                new String[] {
                    first,
                    "bytes over TCP",
                    "WebSocket: " + whatToAddForWebSocket(path),
                    "BOUNCY_CASTLE: " + whatToAdd(path),
                    "JDK: available"
                };
            case "client" -> new String[] {first, "ServerUnavailableException"};
            default -> throw new IllegalArgumentException(library);
        };
        assertEquals(
                new Consumer.Result(0, String.join(System.lineSeparator(), lines) + System.lineSeparator(), ""),
                result,
                () -> "expected " + Arrays.toString(lines));
    }
}
