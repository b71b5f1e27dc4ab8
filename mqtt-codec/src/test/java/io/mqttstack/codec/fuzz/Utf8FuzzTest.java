package io.mqttstack.codec.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.TopicRules;
import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.internal.wire.Utf8Codec;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Our UTF-8 beside that of the JDK, which differs in U+0000 alone. */
@Tag("long")
class Utf8FuzzTest {
    @FuzzTest(maxDuration = "3s")
    void bytesAreWellFormedWhereTheJdkSaysSo(byte[] input) {
        int fault = firstFault(input);
        assertEquals(fault, Utf8Codec.firstFault(input, 0, input.length));
        byte[] shifted = new byte[input.length + 5];
        System.arraycopy(input, 0, shifted, 3, input.length);
        assertEquals(fault < 0 ? -1 : fault + 3, Utf8Codec.firstFault(shifted, 3, 3 + input.length));
        String text = new String(input, StandardCharsets.UTF_8);
        if (fault < 0) {
            assertEquals(input.length, Utf8.checkedLength(text, "The text"));
            assertEquals(input.length, Utf8Codec.length(text));
            byte[] written = new byte[input.length];
            Utf8Codec.write(text, input.length, written, 0);
            assertArrayEquals(input, written);
            if (TopicRules.isName(text) && input.length < 100) {
                assertEquals(isDiscouraged(text), isRefused(input));
            }
        } else if (text.indexOf('\0') >= 0) {
            assertThrows(IllegalArgumentException.class, () -> Utf8.checkedLength(text, "The text"));
        }
    }

    /** Whether there is a control character or a noncharacter (section 1.5.4). */
    private static boolean isDiscouraged(String text) {
        return text.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF));
    }

    /** Whether a decoder that does not want such characters refuses the topic. */
    private static boolean isRefused(byte[] topic) {
        DecodeLimits limits =
                DecodeLimits.builder().discouragedCharacters(false).build();
        ByteBuffer packet = ByteBuffer.allocate(topic.length + 4);
        packet.put((byte) 0x30).put((byte) (topic.length + 2)).putShort((short) topic.length);
        try {
            PacketDecoder.of(ProtocolVersion.V3_1_1, Sender.SERVER, limits)
                    .decode(packet.put(topic).flip(), decoded -> true);
            return false;
        } catch (MqttProtocolException e) {
            return true;
        }
    }

    /** Where the JDK's decoder stops, or at U+0000 if that comes first; -1 for neither. */
    private static int firstFault(byte[] input) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(input);
        boolean malformed =
                decoder.decode(bytes, CharBuffer.allocate(input.length), true).isError();
        int end = malformed ? bytes.position() : input.length;
        for (int index = 0; index < end; index++) {
            if (input[index] == 0) {
                return index;
            }
        }
        return malformed ? end : -1;
    }
}
