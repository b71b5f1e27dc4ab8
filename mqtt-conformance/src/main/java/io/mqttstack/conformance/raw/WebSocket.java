package io.mqttstack.conformance.raw;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server's end of a WebSocket: bytes go into it and come out of it as if there were no frames. Each write is a frame of
 * its own; the client's frames may be cut as it likes.
 */
public final class WebSocket {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LONGEST_HEAD = 8_192;
    private static final int LONGEST_FRAME = 16 << 20;
    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final DataInputStream in;
    private final OutputStream out;
    private final List<String> offered;
    private final AtomicInteger texts = new AtomicInteger();

    private WebSocket(DataInputStream in, OutputStream out, List<String> offered) {
        this.in = in;
        this.out = out;
        this.offered = offered;
    }

    /**
     * Takes the handshake of a client and accepts, with the sub-protocol {@code mqtt} if it was offered.
     *
     * @throws IOException if what comes is no such handshake
     */
    static WebSocket accept(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        List<String> head = List.of(head(in).split("\r\n", -1));
        List<String> keys = header(head, "Sec-WebSocket-Key");
        if (keys.size() != 1) {
            throw new IOException("There is no handshake of a WebSocket, but " + head.get(0));
        }
        List<String> offered = header(head, "Sec-WebSocket-Protocol");
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accepted(keys.get(0)) + "\r\n"
                + (offered.contains("mqtt") ? "Sec-WebSocket-Protocol: mqtt\r\n\r\n" : "\r\n");
        OutputStream out = socket.getOutputStream();
        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        return new WebSocket(in, out, offered);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.size() == LONGEST_HEAD) {
                throw new IOException("The head of the HTTP request has no end");
            }
            head.write(next);
            text = next == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
        }
        return text;
    }

    /** The elements of a header, which may be spread over several lines. */
    private static List<String> header(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .flatMap(line -> Arrays.stream(line.substring(name.length() + 1).split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private static String accepted(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    /** {@return the sub-protocols that the client offered, in its order} */
    public List<String> offered() {
        return offered;
    }

    /** {@return how many text frames the client has sent} */
    public int texts() {
        return texts.get();
    }

    /** Sends a binary frame. */
    void write(byte[] bytes) throws IOException {
        frame(BINARY, bytes);
    }

    /** Sends a text frame. */
    void writeText(byte[] bytes) throws IOException {
        frame(TEXT, bytes);
    }

    private void frame(int opcode, byte[] payload) throws IOException {
        byte[] length = payload.length < TWO_BYTES
                ? Wire.u8(payload.length)
                : payload.length < 1 << 16
                        ? Wire.join(Wire.u8(TWO_BYTES), Wire.u16(payload.length))
                        : Wire.join(Wire.u8(EIGHT_BYTES), Wire.u32(0), Wire.u32(payload.length));
        synchronized (out) {
            out.write(Wire.join(Wire.u8(LAST | opcode), length, payload));
        }
    }

    /** {@return what is in the client's data frames; ends with a Close frame, which is answered} */
    InputStream input() {
        return new Payloads();
    }

    /** The payload of the next data frame; empty: none comes any more. */
    private byte[] next() throws IOException {
        while (true) {
            int opcode;
            try {
                opcode = in.readUnsignedByte() & 0x0F;
            } catch (EOFException e) {
                return new byte[0];
            }
            byte[] payload = payload();
            if (opcode == CLOSE) {
                frame(CLOSE, payload);
                return new byte[0];
            } else if (opcode == PING) {
                frame(PONG, payload);
            } else if (opcode < CLOSE && payload.length > 0) {
                if (opcode == TEXT) {
                    texts.incrementAndGet();
                }
                return payload;
            }
        }
    }

    private byte[] payload() throws IOException {
        int second = in.readUnsignedByte();
        long length = second & ~MASKED;
        if (length == TWO_BYTES) {
            length = in.readUnsignedShort();
        } else if (length == EIGHT_BYTES) {
            length = in.readLong();
        }
        if (length < 0 || length > LONGEST_FRAME) {
            throw new IOException("A frame announces " + length + " bytes");
        }
        byte[] mask = in.readNBytes((second & MASKED) == 0 ? 0 : 4);
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length && mask.length > 0; i++) {
            payload[i] ^= mask[i % mask.length];
        }
        return payload;
    }

    private final class Payloads extends InputStream {
        private byte[] payload = {};
        private int position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position == payload.length) {
                payload = next();
                position = 0;
            }
            if (payload.length == 0) {
                return -1;
            }
            int count = Math.min(length, payload.length - position);
            System.arraycopy(payload, position, bytes, offset, count);
            position += count;
            return count;
        }
    }
}
