package io.mqttstack.bench.bound;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.Arrays;

/** The smallest PUBLISH: the topic as a string, the payload as an array of its own. */
final class LeastPublish {
    final String topic;
    final byte[] payload;

    /** The Packet Identifier above the four flags, which saves eight bytes. */
    private final int identifierAndFlags;

    LeastPublish(String topic, byte[] payload, int packetIdentifier, int flags) {
        this.topic = topic;
        this.payload = payload;
        this.identifierAndFlags = (packetIdentifier << 4) | flags;
    }

    int packetIdentifier() {
        return identifierAndFlags >>> 4;
    }

    Publish packet(Publish.Properties properties) {
        int flags = identifierAndFlags & 0xF;
        return new Publish(
                TopicName.of(topic),
                Bytes.wrap(payload),
                QoS.of(flags >> 1 & 3).orElseThrow(),
                (flags & 1) != 0,
                (flags & 8) != 0,
                packetIdentifier(),
                properties);
    }

    /** Writes a PUBLISH without properties and returns its length; the topic is encoded already. */
    static int write(byte[] topic, byte[] payload, int packetIdentifier, int flags, byte[] target) {
        int at =
                LeastHeader.write(0x30 | flags, 2 + topic.length + ((flags & 6) == 0 ? 0 : 2) + payload.length, target);
        LeastText.SHORT.set(target, at, (short) topic.length);
        System.arraycopy(topic, 0, target, at + 2, topic.length);
        return tail(payload, packetIdentifier, flags, target, at + 2 + topic.length);
    }

    /** The same for a topic that is a string, most likely ASCII, and was never looked at. */
    static int write(String topic, byte[] payload, int packetIdentifier, int flags, byte[] target) {
        int length = topic.length();
        int remaining = 2 + length + ((flags & 6) == 0 ? 0 : 2) + payload.length;
        int at = LeastHeader.write(0x30 | flags, remaining, target);
        LeastText.SHORT.set(target, at, (short) length);
        at += 2;
        for (int i = 0; i < length; i++) {
            char next = topic.charAt(i);
            if (next == 0 || next > 0x7F || next == '+' || next == '#') {
                throw new IllegalArgumentException("Not plain ASCII, or a wildcard: " + topic);
            }
            target[at + i] = (byte) next;
        }
        return tail(payload, packetIdentifier, flags, target, at + length);
    }

    private static int tail(byte[] payload, int packetIdentifier, int flags, byte[] target, int start) {
        int at = start;
        if ((flags & 6) != 0) {
            LeastText.SHORT.set(target, at, (short) packetIdentifier);
            at += 2;
        }
        System.arraycopy(payload, 0, target, at, payload.length);
        return at + payload.length;
    }

    /** Reads a stream of PUBLISHes without properties; a topic that equals the one before it in the buffer is taken from there. */
    static final class Reader {
        private final byte[] array;
        private final int limit;
        private int position;
        private int latestFrom;
        private int latestTo;
        private String latest = "";

        Reader(byte[] array) {
            this.array = array;
            this.limit = array.length;
        }

        void rewind() {
            position = 0;
            latestTo = latestFrom;
        }

        boolean hasNext() {
            return position < limit;
        }

        /** Makes a packet of its own. */
        LeastPublish next() {
            int flags = array[position];
            int end = header();
            int from = position + 2;
            int to = from + LeastText.twoBytes(array, position);
            LeastText.requireWithin(to, end);
            String topic = topic(from, to);
            int identifier = identifier(flags, to);
            byte[] payload = Arrays.copyOfRange(array, (flags & 6) == 0 ? to : to + 2, end);
            position = end;
            return new LeastPublish(topic, payload, identifier, flags & 0xF);
        }

        /** Makes a packet whose payload stays where it is. */
        Slice slice() {
            int flags = array[position];
            int end = header();
            int from = position + 2;
            int to = from + LeastText.twoBytes(array, position);
            LeastText.requireWithin(to, end);
            String topic = topic(from, to);
            int start = (flags & 6) == 0 ? to : to + 2;
            identifier(flags, to);
            position = end;
            return new Slice(topic, start, end);
        }

        /** Looks at a packet and makes none: the sum of QoS, topic length and payload length. */
        int view() {
            int flags = array[position];
            int end = header();
            int from = position + 2;
            int to = from + LeastText.twoBytes(array, position);
            LeastText.requireWithin(to, end);
            if (!isLatest(from, to)) {
                LeastText.requireTopic(array, from, to);
                latestFrom = from;
                latestTo = to;
            }
            int start = (flags & 6) == 0 ? to : to + 2;
            identifier(flags, to);
            position = end;
            return (flags >> 1 & 3) + (to - from) + (end - start);
        }

        private int header() {
            int first = array[position];
            if (first >> 4 != 3 || (first & 6) == 6) {
                throw new IllegalArgumentException("No PUBLISH: " + first);
            }
            int at = position + 1;
            int length = array[at++];
            if (length < 0) {
                int next = array[at++];
                length = (length & 0x7F) | (next << 7);
                if (next <= 0) {
                    throw new IllegalArgumentException("The Remaining Length of a benchmark has one or two bytes");
                }
            }
            int end = at + length;
            LeastText.requireWithin(end, limit);
            position = at;
            return end;
        }

        private int identifier(int flags, int at) {
            if ((flags & 6) == 0) {
                return 0;
            }
            int identifier = LeastText.twoBytes(array, at);
            if (identifier == 0) {
                throw new IllegalArgumentException("The Packet Identifier is 0");
            }
            return identifier;
        }

        private String topic(int from, int to) {
            if (isLatest(from, to)) {
                return latest;
            }
            LeastText.requireTopic(array, from, to);
            latestFrom = from;
            latestTo = to;
            latest = LeastText.text(array, from, to);
            return latest;
        }

        private boolean isLatest(int from, int to) {
            return to - from == latestTo - latestFrom && Arrays.equals(array, from, to, array, latestFrom, latestTo);
        }
    }

    /** A PUBLISH whose payload is a part of the buffer. */
    record Slice(String topic, int start, int end) {}
}
