package io.mqttstack.conformance.raw;

import io.mqttstack.codec.ProtocolVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the fields of one packet of a client, in their order, and stops where they cannot be told apart. */
final class RawReader {
    private final byte[] bytes;
    private final boolean five;
    private final RawPacket packet;
    private int position;

    private RawReader(RawFrame frame, ProtocolVersion version) {
        this.bytes = frame.bytes().toByteArray();
        this.five = version == ProtocolVersion.V5_0;
        this.packet = new RawPacket(frame);
        this.position = frame.header();
    }

    /** The packet ended, or has an unknown property. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        Ended() {
            super("The packet ends within a field", null, false, false);
        }
    }

    static RawPacket read(RawFrame frame, ProtocolVersion version) {
        RawReader reader = new RawReader(frame, version);
        try {
            reader.fields(frame.type());
        } catch (Ended e) {
            reader.packet.broken = true;
        }
        reader.packet.left = reader.left();
        return reader.packet;
    }

    private void fields(RawType type) {
        switch (type) {
            case CONNECT -> connect();
            case PUBLISH -> publish();
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> {
                packet.identifier = OptionalInt.of(u16());
                reason();
            }
            case SUBSCRIBE, UNSUBSCRIBE -> filters(type == RawType.SUBSCRIBE);
            case DISCONNECT, AUTH -> reason();
            case RESERVED, CONNACK, SUBACK, UNSUBACK, PINGREQ, PINGRESP -> {}
        }
    }

    private void connect() {
        packet.protocolName = Optional.of(binary());
        packet.level = OptionalInt.of(u8());
        int flags = u8();
        packet.connectFlags = OptionalInt.of(flags);
        packet.keepAlive = OptionalInt.of(u16());
        packet.properties = five ? properties() : Map.of();
        packet.clientIdentifier = Optional.of(binary());
        if ((flags & 0x04) != 0) {
            packet.willProperties = five ? properties() : Map.of();
            packet.topic = Optional.of(binary());
            packet.payload = Optional.of(binary());
        }
        if ((flags & 0x80) != 0) {
            packet.userName = Optional.of(binary());
        }
        if ((flags & 0x40) != 0) {
            packet.password = Optional.of(binary());
        }
    }

    private void publish() {
        packet.topic = Optional.of(binary());
        if (packet.qos() > 0) {
            packet.identifier = OptionalInt.of(u16());
        }
        packet.properties = five ? properties() : Map.of();
        packet.payload = Optional.of(take(left()));
    }

    private void reason() {
        if (five && left() > 0) {
            packet.reasonCode = OptionalInt.of(u8());
            if (left() > 0) {
                packet.properties = properties();
            }
        }
    }

    private void filters(boolean options) {
        packet.identifier = OptionalInt.of(u16());
        packet.properties = five ? properties() : Map.of();
        while (left() > 0) {
            String filter = RawPacket.utf8(binary());
            packet.filters.add(new RawPacket.Filter(filter, options ? u8() : 0));
        }
    }

    private Map<Integer, List<byte[]>> properties() {
        int end = variable() + position;
        if (end > bytes.length) {
            throw new Ended();
        }
        Map<Integer, List<byte[]>> properties = new HashMap<>();
        while (position < end) {
            int id = variable();
            properties.computeIfAbsent(id, key -> new ArrayList<>()).add(value(id));
        }
        return properties;
    }

    /** The value of a property; a string without its length, a pair with both lengths, an integer in big-endian order. */
    private byte[] value(int id) {
        return switch (id) {
            case 0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2A -> take(1);
            case 0x13, 0x21, 0x22, 0x23 -> take(2);
            case 0x02, 0x11, 0x18, 0x27 -> take(4);
            case 0x0B -> Wire.u32(variable());
            case 0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1A, 0x1C, 0x1F -> binary();
            case 0x26 -> Wire.join(Wire.binary(binary()), Wire.binary(binary()));
            default -> throw new Ended();
        };
    }

    private int variable() {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = u8();
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new Ended();
    }

    private int left() {
        return bytes.length - position;
    }

    private int u8() {
        return Wire.at(take(1), 0);
    }

    private int u16() {
        return (u8() << 8) | u8();
    }

    private byte[] binary() {
        return take(u16());
    }

    private byte[] take(int length) {
        if (length > left()) {
            throw new Ended();
        }
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }
}
