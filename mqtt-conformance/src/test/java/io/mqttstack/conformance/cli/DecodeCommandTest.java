package io.mqttstack.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeCommandTest {
    private static final String PUBLISH = "30 07 00 03 61 2f 62 68 69";
    private static final String CONNECT =
            "10 18 00 04 4d 51 54 54 04 c2 00 3c 00 03 6d 65 31 00 02 61 6c 00 03 70 77 64";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private InputStream input = InputStream.nullInputStream();

    private int decode(String... args) {
        Properties properties = new Properties();
        properties.setProperty("user.dir", directory.toString());
        String[] line = new String[args.length + 1];
        line[0] = "decode";
        System.arraycopy(args, 0, line, 1, args.length);
        return Main.commandLine(Surroundings.of(Map.of(), properties, input, new SplittableRandom(5)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }

    private String file(String name, byte[] content) throws IOException {
        Files.write(directory.resolve(name), content);
        return name;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c000d000",
                "C000D000",
                "c0 00 d0 00",
                "c0:00:d0:00",
                "c0-00-d0-00",
                "0xc0, 0x00, 0xD0, 0x00",
                "0Xc000;d000",
                "0000  c0 00 d0 00 ..",
                "0000: c0 00 d0 00",
                "00000000: c000 d000  ....",
                "0x0000:  c000 d000      ....",
                "00000000  c0 00 d0 00           |ab00|",
                "0000   c0 00\n0002   d0 00   61",
                "0000   c0 00 d0 00   .. 61\n0004\n",
            })
    void readsHexAsPeopleAndToolsWriteIt(String hex) {
        assertEquals(1, decode(hex), err::toString);
        assertTrue(out.toString().startsWith("PINGREQ at byte 0, 2 bytes"), out::toString);
        assertTrue(out.toString().contains("A CLIENT does not send PINGRESP"), out::toString);
    }

    @Test
    void aLineOfADumpHasSixteenBytes() {
        String line =
                "00000000: 3012 0003 612f 6268 6920 6161 6161 6161  0a/bhi aaaaaa\n00000010: 6262 6262                                bbbb";
        assertEquals(0, decode(line, "--show-payloads", "--version", "3.1.1"), err::toString);
        assertTrue(out.toString().contains("\"hi aaaaaabbbb\""), out::toString);
    }

    @Test
    void joinsTheWordsOfTheCommandLine() {
        assertEquals(0, decode("c0", "00", "--direction", "out", "c000"), err::toString);
        assertTrue(out.toString().contains("PINGREQ at byte 2"), out::toString);
    }

    @Test
    void endsWith1WhenAPacketIsIllegal() {
        assertEquals(1, decode("30 07 00 03 61 2b 62 68 69", "--version", "3.1.1"));
        assertTrue(out.toString().contains("[MQTT-3.3.2-2], byte 5)"), out::toString);
        assertTrue(out.toString().lines().anyMatch(line -> line.isBlank() || line.endsWith(" ^^")), out::toString);
    }

    @Test
    void endsWith1WhenAPacketIsIncomplete() {
        assertEquals(1, decode("30 07 00 03"));
        assertTrue(out.toString().contains("Incomplete: the packet lacks 5 bytes"), out::toString);
    }

    @ParameterizedTest
    @CsvSource({"3.1, MQTT 3.1", "3.1.1, MQTT 3.1.1", "5, MQTT 5.0", "5.0, MQTT 5.0"})
    void readsTheVersionThatIsAskedFor(String version, String title) {
        assertEquals(0, decode("c000", "--version", version), err::toString);
        assertTrue(out.toString().startsWith("PINGREQ at byte 0, 2 bytes, " + title + ","), out::toString);
    }

    @ParameterizedTest
    @CsvSource({"in, server", "out, client"})
    void readsTheDirectionThatIsAskedFor(String direction, String sender) {
        assertEquals(0, decode("40 02 00 01", "--direction", direction), err::toString);
        assertTrue(out.toString().lines().findFirst().orElseThrow().endsWith("sent by the " + sender), out::toString);
    }

    @Test
    void masksPayloadsAndPasswordsUnlessAskedNotTo() {
        assertEquals(0, decode(PUBLISH, "--version", "3.1.1"));
        assertEquals(0, decode(CONNECT));
        assertFalse(out.toString().contains("\"hi\""), out::toString);
        assertFalse(out.toString().contains("\"pwd\""), out::toString);
        assertFalse(out.toString().contains("70 77 64"), out::toString);
        assertEquals(0, decode(PUBLISH, "--version", "3.1.1", "--show-payloads"));
        assertTrue(out.toString().contains("\"hi\""), out::toString);
        assertEquals(0, decode(CONNECT, "--show-secrets"));
        assertTrue(out.toString().contains("\"pwd\""), out::toString);
    }

    @Test
    void readsAFileOfBytesOrOfHex() throws IOException {
        assertEquals(0, decode(file("raw.bin", bytes(CONNECT))), err::toString);
        String expected = out.toString();
        out.getBuffer().setLength(0);
        assertEquals(0, decode(file("hex.txt", (CONNECT + "\n").getBytes(StandardCharsets.US_ASCII))), err::toString);
        assertEquals(expected, out.toString());
    }

    @Test
    void aFileComesBeforeHexOfTheSameName() throws IOException {
        assertEquals(0, decode(file("c000", bytes("d000"))), err::toString);
        assertTrue(out.toString().startsWith("PINGRESP"), out::toString);
    }

    @Test
    void readsAFileInTheFormatThatIsAskedFor() throws IOException {
        String name = file("digits", "c000".getBytes(StandardCharsets.US_ASCII));
        assertEquals(0, decode(name, "--format", "hex"), err::toString);
        assertEquals(1, decode(name, "--format", "raw"), err::toString);
        assertTrue(out.toString().contains("6 UNSUBSCRIBE") || out.toString().contains("6 PUBREL"), out::toString);
        assertEquals(2, decode(file("raw", bytes("c000")), "--format", "hex"));
        assertTrue(err.toString().contains("The file is no hex: U+00C0 at position 1"), err::toString);
    }

    @Test
    void readsTheStandardInput() {
        input = new ByteArrayInputStream(bytes("d000"));
        assertEquals(0, decode("-"), err::toString);
        assertTrue(out.toString().startsWith("PINGRESP"), out::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "30 0g, position 5 is no hex digit",
        "'30 0', the hex digit '0' at position 4 stands alone",
        "0x, no hex digit follows 0x at position 1",
        "nowhere.bin, This is neither a file nor hex: 'n' at position 1",
        "' ', there are no bytes",
        "'30 \u001b', U+001B at position 4 is no hex digit"
    })
    void endsWith2AndTellsWhereTheTextIsNoHex(String text, String message) {
        assertEquals(2, decode(text));
        assertTrue(err.toString().contains(message), err::toString);
        assertFalse(err.toString().contains("\u001b"));
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "--version 4, '--version takes 3.1, 3.1.1 or 5'",
        "--direction up, --direction takes in or out",
        "--format text, --format takes hex or raw",
        "--unheard, Unknown option"
    })
    void endsWith2WhenAnOptionIsWrong(String options, String message) {
        String[] args = ("c000 " + options).split(" ", -1);
        assertEquals(2, decode(args));
        assertTrue(err.toString().contains(message), err::toString);
        assertTrue(err.toString().contains("Usage: mqtt decode"), err::toString);
    }

    @Test
    void endsWith2WithoutBytes() throws IOException {
        assertEquals(2, decode());
        assertEquals(2, decode("-"));
        assertTrue(err.toString().contains("The standard input is empty"), err::toString);
        assertEquals(2, decode(file("empty", new byte[0])));
        assertTrue(err.toString().contains("The file is empty"), err::toString);
    }

    @Test
    void endsWith3WhenTheFileCannotBeRead() {
        assertEquals(3, decode("."));
        assertTrue(err.toString().contains("mqtt: cannot read "), err::toString);
    }

    @Test
    void endsWith3WhenTheInputIsTooLarge() {
        input = new InputStream() {
            @Override
            public int read() {
                return 0xC0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length;
            }
        };
        assertEquals(3, decode("-"));
        assertTrue(err.toString().contains("is larger than 64 MiB"), err::toString);
    }

    @Test
    void helpTellsTheOptions() {
        assertEquals(0, decode("--help"));
        assertTrue(out.toString().contains("--show-payloads"), out::toString);
        assertTrue(out.toString().contains("HEX|FILE"), out::toString);
    }
}
