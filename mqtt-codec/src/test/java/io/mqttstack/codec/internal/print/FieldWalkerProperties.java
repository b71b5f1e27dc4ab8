package io.mqttstack.codec.internal.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.Packets;
import io.mqttstack.codec.Packets.Speech;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.print.PacketPrinter;
import io.mqttstack.codec.print.PacketPrinter.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The fields that are printed are those of the packet, and each byte belongs to exactly one. */
class FieldWalkerProperties {
    static final Settings OPEN =
            new Settings(Optional.empty(), Optional.empty(), DecodeLimits.DEFAULT, true, true, 65_535);

    @Provide
    Arbitrary<Speech> single() {
        return Packets.speech()
                .map(speech -> new Speech(
                        speech.version(), speech.sender(), speech.packets().subList(0, 1)));
    }

    @Provide
    Arbitrary<Speech> speeches() {
        return Packets.speech();
    }

    static List<Field> fields(byte[] bytes, ProtocolVersion version) {
        List<Field> fields = new ArrayList<>();
        Frame frame = Frame.at(bytes, 0);
        FieldCursor cursor = new FieldCursor(bytes, frame, OPEN, fields::add);
        frame.type(bytes)
                .ifPresentOrElse(type -> FieldWalker.walk(type, version, cursor), () -> FieldWalker.walk(cursor));
        return fields;
    }

    private static void assertCoversEachByteOnce(List<Field> fields, int length) {
        int at = 0;
        for (Field field : fields) {
            assertEquals(at, field.start(), () -> field + " of " + fields);
            assertTrue(field.maskedFrom() >= field.start() && field.maskedFrom() <= field.end(), field::toString);
            at = field.end();
        }
        assertEquals(length, at, fields::toString);
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void theFieldsOfALegalPacketAreThoseThatTheDecoderReads(@ForAll("single") Speech speech) {
        byte[] bytes = speech.encoded();
        List<Field> fields = fields(bytes, speech.version());
        assertCoversEachByteOnce(fields, bytes.length);
        assertEquals(
                ExpectedFields.of(speech.packets().get(0), speech.version()),
                fields.stream()
                        .skip(2)
                        .filter(field -> !field.name().endsWith("Property Length"))
                        .map(field -> field.name().replaceAll(" \\(0x..\\)$", "") + ": " + field.value())
                        .toList());
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void theFieldsOfAnyBytesCoverEachByteOnce(
            @ForAll ProtocolVersion version,
            @ForAll PacketType type,
            @ForAll @IntRange(max = 15) int flags,
            @ForAll("contents") byte[] content) {
        byte[] bytes = new byte[content.length + 1];
        bytes[0] = (byte) (type.value() << 4 | flags);
        System.arraycopy(content, 0, bytes, 1, content.length);
        assertCoversEachByteOnce(fields(bytes, version), Frame.at(bytes, 0).end());
    }

    @Provide
    Arbitrary<byte[]> contents() {
        return Arbitraries.oneOf(Arbitraries.bytes().between((byte) 0, (byte) 50), Arbitraries.bytes())
                .array(byte[].class)
                .ofMaxSize(80);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatTheDecoderAcceptsIsPrintedCompletely(@ForAll("speeches") Speech speech) {
        List<String> lines = new ArrayList<>();
        Outcome outcome = PacketPrinter.builder()
                .version(speech.version())
                .sender(speech.sender())
                .build()
                .print(speech.encoded(), lines::add);
        assertEquals(Outcome.COMPLETE, outcome, lines::toString);
        assertEquals(
                speech.packets().size(),
                lines.stream().filter(line -> line.contains(" at byte ")).count());
        assertFalse(lines.stream().anyMatch(line -> line.contains("cut off") || line.contains("no field")));
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void changedPacketsArePrintedInVisibleCharacters(
            @ForAll("speeches") Speech speech, @ForAll @IntRange(max = 200) int where, @ForAll byte value) {
        byte[] bytes = speech.encoded();
        bytes[where % bytes.length] = value;
        List<String> lines = new ArrayList<>();
        Outcome outcome = PacketPrinter.builder()
                .version(speech.version())
                .sender(speech.sender())
                .showPayloads(true)
                .showSecrets(true)
                .build()
                .print(bytes, lines::add);
        assertTrue(lines.size() <= 2 * bytes.length + 4);
        assertEquals(outcome == Outcome.VIOLATION, lines.stream().anyMatch(line -> line.startsWith("  Violation: ")));
        for (String line : lines) {
            assertTrue(line.codePoints().allMatch(FieldWalkerProperties::isVisible), line);
        }
    }

    private static boolean isVisible(int character) {
        return !Character.isISOControl(character)
                && Character.getType(character) != Character.FORMAT
                && Character.getType(character) != Character.UNASSIGNED
                && (character == ' ' || !Character.isSpaceChar(character));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anyBytesArePrintedWithoutAFailure(@ForAll byte[] bytes, @ForAll Sender sender) {
        List<String> lines = new ArrayList<>();
        PacketPrinter.builder().build().print(bytes, lines::add);
        PacketPrinter.builder().sender(sender).build().print(bytes, lines::add);
        assertEquals(bytes.length == 0, lines.isEmpty());
    }
}
