package io.mqttstack.bench.bound;

import io.mqttstack.codec.packet.Publish;
import java.util.Arrays;
import java.util.List;

/** The smallest PUBLISH of 5.0 with QoS 1, Message Expiry Interval, Content Type and User Properties. */
final class LeastPublish5 {
    private static final byte FIRST = 0x32;
    private static final String[] NONE = {};

    private final LeastPublish message;
    private final int expiry;
    private final String contentType;
    private final String[] pairs;

    private LeastPublish5(LeastPublish message, int expiry, String contentType, String[] pairs) {
        this.message = message;
        this.expiry = expiry;
        this.contentType = contentType;
        this.pairs = pairs;
    }

    static LeastPublish5 read(byte[] array) {
        int start = LeastHeader.read(FIRST, array);
        int end = array.length;
        int topicEnd = start + 2 + LeastText.twoBytes(array, start);
        LeastText.requireWithin(topicEnd + 3, end);
        LeastText.requireTopic(array, start + 2, topicEnd);
        int identifier = LeastText.twoBytes(array, topicEnd);
        int at = topicEnd + 2;
        int blockLength = array[at++];
        if (blockLength < 0) {
            blockLength = (blockLength & 0x7F) | (array[at++] << 7);
        }
        int blockEnd = at + blockLength;
        LeastText.requireWithin(blockEnd, end);
        int expiry = -1;
        String contentType = "";
        String[] pairs = NONE;
        int count = 0;
        while (at < blockEnd) {
            switch (array[at++]) {
                case 0x02 -> {
                    expiry = (int) LeastText.INT.get(array, at);
                    at += 4;
                }
                case 0x03 -> {
                    contentType = LeastText.field(array, at, blockEnd);
                    at += 2 + LeastText.twoBytes(array, at);
                }
                case 0x26 -> {
                    if (count == pairs.length) {
                        pairs = Arrays.copyOf(pairs, count == 0 ? 6 : 2 * count);
                    }
                    pairs[count++] = LeastText.field(array, at, blockEnd);
                    at += 2 + LeastText.twoBytes(array, at);
                    pairs[count++] = LeastText.field(array, at, blockEnd);
                    at += 2 + LeastText.twoBytes(array, at);
                }
                default -> throw new IllegalArgumentException("A property that no benchmark has");
            }
        }
        LeastPublish message = new LeastPublish(
                LeastText.text(array, start + 2, topicEnd),
                Arrays.copyOfRange(array, blockEnd, end),
                identifier,
                FIRST & 0xF);
        return new LeastPublish5(
                message, expiry, contentType, count == pairs.length ? pairs : Arrays.copyOf(pairs, count));
    }

    /** The same as it is sent. */
    static LeastPublish5 of(Publish packet) {
        return new LeastPublish5(
                new LeastPublish(
                        packet.topic().value(), packet.payload().toByteArray(), packet.packetIdentifier(), FIRST & 0xF),
                (int) packet.properties().messageExpiryInterval().orElse(-1),
                packet.properties().contentType().orElse(""),
                packet.properties().userProperties().stream()
                        .flatMap(pair -> List.of(pair.name(), pair.value()).stream())
                        .toArray(String[]::new));
    }

    /** Writes the packet, whose strings are ASCII, and returns its length. */
    int write(byte[] target) {
        int block = 5 + 3 + contentType.length();
        for (int i = 0; i < pairs.length; i++) {
            block += 2 + pairs[i].length() + ((1 - i) & 1);
        }
        int rest = 2 + message.topic.length() + 2 + (block < 0x80 ? 1 : 2) + block + message.payload.length;
        int at = LeastHeader.write(FIRST, rest, target);
        at = LeastText.write(message.topic, target, at);
        LeastText.SHORT.set(target, at, (short) message.packetIdentifier());
        at += 2;
        if (block < 0x80) {
            target[at++] = (byte) block;
        } else {
            target[at++] = (byte) (block | 0x80);
            target[at++] = (byte) (block >> 7);
        }
        target[at] = 0x02;
        LeastText.INT.set(target, at + 1, expiry);
        target[at + 5] = 0x03;
        at = LeastText.write(contentType, target, at + 6);
        for (int i = 0; i < pairs.length; i += 2) {
            target[at] = 0x26;
            at = LeastText.write(pairs[i], target, at + 1);
            at = LeastText.write(pairs[i + 1], target, at);
        }
        System.arraycopy(message.payload, 0, target, at, message.payload.length);
        return at + message.payload.length;
    }

    Publish packet() {
        Publish.Properties.Builder properties = Publish.Properties.builder();
        if (expiry >= 0) {
            properties.messageExpiryInterval(expiry);
        }
        if (!contentType.isEmpty()) {
            properties.contentType(contentType);
        }
        for (int i = 0; i < pairs.length; i += 2) {
            properties.userProperty(pairs[i], pairs[i + 1]);
        }
        return message.packet(properties.build());
    }
}
