package io.mqttstack.conformance.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTailTest {

    private final LogTail log = new LogTail();

    @Test
    void keepsTheLastLinesOnly() {
        StringBuilder output = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            output.append("line ").append(i).append('\n');
        }

        drain(output.toString());

        assertEquals(200, log.lines().size());
        assertEquals("line 800", log.lines().get(0));
        assertEquals("line 999", log.lines().get(199));
    }

    @Test
    void cutsALineThatNeverEnds() {
        drain("x".repeat(1_000_000));

        assertEquals(List.of("x".repeat(1_000)), log.lines());
    }

    @Test
    void dropsColoursAndLineEndings() {
        drain("\u001b[38;5;160mred\u001b[0m\r\nlast");

        assertEquals(List.of("red", "last"), log.lines());
    }

    @Test
    void handsEachLineToTheListener() {
        List<String> heard = new ArrayList<>();

        log.drain(stream("a\nb"), heard::add);

        assertEquals(List.of("a", "b"), heard);
    }

    @Test
    void notesThatThePipeBroke() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Stream closed");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };

        log.drain(broken, line -> {});

        assertEquals(List.of("output ended: Stream closed"), log.lines());
    }

    private void drain(String output) {
        log.drain(stream(output), line -> {});
    }

    private static InputStream stream(String output) {
        return new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8));
    }
}
