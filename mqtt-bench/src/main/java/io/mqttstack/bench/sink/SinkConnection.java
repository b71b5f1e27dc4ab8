package io.mqttstack.bench.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The server's side of one connection. It trusts the client: it is there to be fast, not to find faults. */
final class SinkConnection {
    private static final int QUESTION = 0;
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;
    private static final int PUBREC = 5;
    private static final int PUBREL = 6;
    private static final int PUBCOMP = 7;
    private static final int SUBSCRIBE = 8;
    private static final int UNSUBSCRIBE = 10;
    private static final int PINGREQ = 12;
    private static final int DISCONNECT = 14;

    private static final byte[] NOTHING = {};

    private final Sink sink;
    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] partial = NOTHING;
    private byte[] unsent = NOTHING;
    private boolean version5;
    private @Nullable Flood flood;

    SinkConnection(Sink sink, SocketChannel channel, SelectionKey key) {
        this.sink = sink;
        this.channel = channel;
        this.key = key;
    }

    /** Reads once, answers, and goes on with what waits to be sent. */
    @SuppressWarnings("ByteBufferBackingArray") // allocated by the sink, from 0
    void ready() throws IOException {
        if (key.isReadable()) {
            ByteBuffer input = sink.input();
            input.clear().put(partial).limit(partial.length + Sink.INPUT);
            if (channel.read(input) < 0) {
                channel.close();
                return;
            }
            byte[] bytes = input.array();
            int end = input.position();
            int used = packets(bytes, end);
            partial = used == end ? NOTHING : Arrays.copyOfRange(bytes, used, end);
        }
        if (channel.isOpen()) {
            send();
        }
    }

    /** Sends what waits, then the flood as far as the socket takes it. */
    private void send() throws IOException {
        ByteBuffer output = sink.output();
        boolean more = true;
        while (more) {
            if (unsent.length > 0) {
                ByteBuffer earlier = ByteBuffer.wrap(unsent);
                channel.write(earlier);
                unsent = rest(earlier);
            }
            more = unsent.length == 0 && flood != null && flood.fill(output);
            output.flip();
            if (unsent.length == 0) {
                channel.write(output);
            }
            if (output.hasRemaining()) {
                int before = unsent.length;
                unsent = Arrays.copyOf(unsent, before + output.remaining());
                output.get(unsent, before, output.remaining());
                more = false;
            }
            output.clear();
        }
        key.interestOps(unsent.length > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private static byte[] rest(ByteBuffer buffer) {
        byte[] left = buffer.hasRemaining() ? new byte[buffer.remaining()] : NOTHING;
        buffer.get(left);
        return left;
    }

    /** Handles each whole packet; returns where the first incomplete one begins. */
    private int packets(byte[] bytes, int end) throws IOException {
        int start = 0;
        while (end - start >= 2) {
            int at = start + 1;
            int length = 0;
            int shift = 0;
            byte next;
            do {
                if (at == end) {
                    return start;
                }
                next = bytes[at++];
                length |= (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            if (length > end - at) {
                return start;
            }
            packet(bytes[start] & 0xFF, bytes, at, at + length);
            start = at + length;
        }
        return start;
    }

    private void packet(int first, byte[] bytes, int from, int to) throws IOException {
        switch (first >> 4) {
            case QUESTION -> {
                Tally tally = sink.report(eightBytes(bytes, from), eightBytes(bytes, from + 8));
                room(24).putLong(tally.count()).putLong(tally.missing()).putLong(tally.disordered());
            }
            case PUBLISH -> publish(first >> 1 & 3, bytes, from);
            case PUBREL -> answer(PUBCOMP, 0, bytes, from);
            case PUBACK, PUBCOMP -> acknowledged();
            case PUBREC -> answer(PUBREL, 2, bytes, from);
            case CONNECT -> {
                version5 = bytes[from + 2 + twoBytes(bytes, from)] == 5;
                put(version5 ? new byte[] {0x20, 3, 0, 0, 0} : new byte[] {0x20, 2, 0, 0});
            }
            case SUBSCRIBE -> subscribe(bytes, from, to);
            case UNSUBSCRIBE -> {
                byte high = bytes[from];
                byte low = bytes[from + 1];
                put(version5 ? new byte[] {(byte) 0xB0, 4, high, low, 0, 0} : new byte[] {(byte) 0xB0, 2, high, low});
            }
            case PINGREQ -> put(new byte[] {(byte) 0xD0, 0});
            case DISCONNECT -> channel.close();
            default -> throw new IOException("A client sent a packet of type " + (first >> 4));
        }
    }

    private void publish(int qos, byte[] bytes, int from) {
        int at = from + 2 + twoBytes(bytes, from);
        int identifierAt = at;
        at += qos > 0 ? 2 : 0;
        at += version5 ? 1 + bytes[at] : 0;
        sink.tally(eightBytes(bytes, at)).arrived(eightBytes(bytes, at + 8));
        if (qos > 0) {
            answer(qos == 1 ? PUBACK : PUBREC, 0, bytes, identifierAt);
        }
    }

    private void answer(int type, int flags, byte[] bytes, int identifierAt) {
        room(4).put((byte) (type << 4 | flags)).put((byte) 2).put(bytes, identifierAt, 2);
    }

    private void acknowledged() {
        if (flood != null) {
            flood.acknowledged();
        }
    }

    private void subscribe(byte[] bytes, int from, int to) {
        int at = from + 2 + (version5 ? 1 + bytes[from + 2] : 0);
        int length = twoBytes(bytes, at);
        String filter = new String(bytes, at + 2, length, StandardCharsets.UTF_8);
        int qos = bytes[to - 1] & 3;
        byte[] start = {(byte) 0x90, (byte) (version5 ? 4 : 3), bytes[from], bytes[from + 1]};
        put(start);
        put(version5 ? new byte[] {0, (byte) qos} : new byte[] {(byte) qos});
        if (filter.startsWith(Flood.PREFIX)) {
            flood = new Flood(filter, qos, version5, flood);
        }
    }

    private void put(byte[] bytes) {
        room(bytes.length).put(bytes);
    }

    private ByteBuffer room(int length) {
        ByteBuffer output = sink.output();
        if (output.remaining() < length) {
            throw new IllegalStateException("More answers than fit the output buffer of " + output.capacity());
        }
        return output;
    }

    private static int twoBytes(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    private static long eightBytes(byte[] bytes, int at) {
        return (long) Sink.LONG.get(bytes, at);
    }
}
