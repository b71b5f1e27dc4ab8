package io.mqttstack.conformance.raw;

import io.mqttstack.codec.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream into control packets by their Remaining Length, and keeps every byte. For one thread. */
public final class FrameReader {
    /** No client of these cases sends more; the length is checked before the memory is taken. */
    static final int LONGEST = 4 << 20;

    private static final int LENGTH_BYTES = 4;

    private final InputStream in;

    /**
     * Begins with the next byte.
     *
     * @param in the stream, buffered; belongs to the caller
     */
    public FrameReader(InputStream in) {
        this.in = in;
    }

    /**
     * One packet.
     *
     * @param bytes all of it
     * @param header how many of them are its fixed header
     */
    public record Cut(Bytes bytes, int header) {}

    /** What came before the stream ended, or before it could not be cut any further. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        Broken(byte[] bytes, String message) {
            super(message);
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }

    /**
     * Reads the next packet.
     *
     * @return the packet
     * @throws EOFException if the stream ends between two packets
     * @throws IOException if it ends within one, or the Remaining Length is none
     */
    public Cut next() throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        int first = in.read();
        if (first < 0) {
            throw new EOFException();
        }
        header.write(first);
        int length = 0;
        for (int i = 0; ; i++) {
            int next = in.read();
            if (next < 0) {
                throw new Broken(header.toByteArray(), "the stream ended within a fixed header");
            }
            header.write(next);
            length |= (next & 0x7F) << (7 * i);
            if (next < 0x80) {
                break;
            }
            if (i == LENGTH_BYTES - 1) {
                throw new Broken(header.toByteArray(), "the Remaining Length has more than four bytes");
            }
        }
        if (length > LONGEST) {
            throw new Broken(header.toByteArray(), "the packet announces " + length + " bytes");
        }
        byte[] body = in.readNBytes(length);
        byte[] all = Wire.join(header.toByteArray(), body);
        if (body.length < length) {
            throw new Broken(all, "the stream ended within a packet");
        }
        return new Cut(Bytes.wrap(all), header.size());
    }
}
