package io.mqttstack.conformance.faultyclient;

import io.mqttstack.conformance.raw.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts streams into packets, and packets into fields, whatever they hold. */
final class Frames {
    private Frames() {}

    /** The next packet. A fixed header that has no end is taken for a packet of its own. */
    static byte[] next(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException();
        }
        byte[] header = {(byte) first};
        int length = 0;
        for (int i = 0; i < 5; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("within a packet");
            }
            header = Wire.join(header, Wire.u8(next));
            length |= (next & 0x7F) << (7 * i);
            if (next < 0x80) {
                break;
            }
        }
        if (header.length == 6) {
            return header;
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("within a packet");
        }
        return Wire.join(header, body);
    }

    static int first(byte[] frame) {
        return frame[0] & 0xFF;
    }

    static int type(byte[] frame) {
        return first(frame) >> 4;
    }

    static byte[] body(byte[] frame) {
        int header = 2;
        while ((frame[header - 1] & 0x80) != 0) {
            header++;
        }
        return Arrays.copyOfRange(frame, header, frame.length);
    }

    static byte[] first(byte[] frame, int first) {
        byte[] other = frame.clone();
        other[0] = (byte) first;
        return other;
    }

    static int u16(byte[] bytes, int index) {
        return ((bytes[index] & 0xFF) << 8) | (bytes[index + 1] & 0xFF);
    }

    /** The identifier of a packet that begins with it. */
    static int identifier(byte[] frame) {
        return u16(body(frame), 0);
    }

    static byte[] identifier(byte[] frame, int identifier) {
        byte[] body = body(frame);
        return Wire.packet(first(frame), Wire.u16(identifier), Arrays.copyOfRange(body, 2, body.length));
    }

    /** The code behind the identifier; 0 if it is left out. */
    static int code(byte[] frame) {
        byte[] body = body(frame);
        return body.length > 2 ? body[2] & 0xFF : 0;
    }

    static byte[] code(byte[] frame, int code) {
        return Wire.packet(first(frame), Wire.u16(identifier(frame)), Wire.u8(code), Wire.u8(0));
    }

    static byte[] replace(byte[] frame, String from, String to) {
        byte[] wanted = from.getBytes(StandardCharsets.UTF_8);
        byte[] with = to.getBytes(StandardCharsets.UTF_8);
        byte[] body = body(frame);
        for (int i = 0; i + wanted.length <= body.length; i++) {
            if (Arrays.equals(body, i, i + wanted.length, wanted, 0, wanted.length)) {
                return Wire.packet(
                        first(frame),
                        Arrays.copyOf(body, i),
                        with,
                        Arrays.copyOfRange(body, i + wanted.length, body.length));
            }
        }
        return frame;
    }

    static boolean contains(byte[] frame, byte[] part) {
        for (int i = 0; i + part.length <= frame.length; i++) {
            if (Arrays.equals(frame, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
