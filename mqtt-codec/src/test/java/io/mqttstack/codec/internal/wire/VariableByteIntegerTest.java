package io.mqttstack.codec.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableByteIntegerTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "127, 7F",
        "128, 8001",
        "16383, FF7F",
        "16384, 808001",
        "2097151, FFFF7F",
        "2097152, 80808001",
        "268435455, FFFFFF7F"
    })
    void takesAsManyBytesAsItNeeds(int value, String hex) {
        byte[] expected = HexFormat.of().parseHex(hex);
        assertEquals(expected.length, VariableByteInteger.length(value));
        byte[] target = new byte[8];
        assertEquals(3 + expected.length, VariableByteInteger.write(value, target, 3));
        assertArrayEquals(expected, Arrays.copyOfRange(target, 3, 3 + expected.length));
    }
}
