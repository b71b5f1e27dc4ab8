package io.mqttstack.codec.internal;

import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.PropertyReader;
import io.mqttstack.codec.internal.wire.PropertySink;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.ReasonProperties;

/**
 * The properties that all acknowledgements share, and the tail that the four of PUBLISH share:
 *
 * <pre>
 *   Packet Identifier                                             Reason Code 0x00, no properties (and all before 5.0)
 *   Packet Identifier | Reason Code                               no properties
 *   Packet Identifier | Reason Code | Property Length | properties
 * </pre>
 */
final class ReasonPropertiesCodec {
    private ReasonPropertiesCodec() {}

    static ReasonProperties decode(ByteReader in, Place place) {
        PropertyReader properties = in.properties(place);
        if (!properties.next()) {
            return ReasonProperties.NONE;
        }
        ReasonProperties.Builder block = ReasonProperties.builder();
        do {
            switch (properties.id()) {
                case REASON_STRING -> block.reasonString(properties.text());
                case USER_PROPERTY -> block.userProperty(properties.name(), properties.value());
                default -> throw properties.unexpected();
            }
        } while (properties.next());
        return block.build();
    }

    /** The Reason Code behind a Packet Identifier, 0x00 where it is left out. */
    static int decodeTailCode(ByteReader in) {
        return in.remaining() == 0 ? 0 : in.oneByte("Reason Code");
    }

    /** The properties behind a Reason Code, and the end of the packet. */
    static ReasonProperties decodeTail(ByteReader in, Place place) {
        if (in.remaining() == 0) {
            return ReasonProperties.NONE;
        }
        ReasonProperties properties = decode(in, place);
        in.requireEnd();
        return properties;
    }

    static long length(PacketType type, ReasonProperties properties, ByteWriter out) {
        return out.propertyBlock(type, properties, ReasonProperties.NONE, ReasonPropertiesCodec::describe);
    }

    static void encode(ReasonProperties properties, ByteWriter out) {
        out.properties(properties, ReasonPropertiesCodec::describe);
    }

    /** The length of an acknowledgement of PUBLISH in its shortest form. */
    static long lengthOfTail(PacketType type, int reasonCode, ReasonProperties properties, ByteWriter out) {
        if (reasonCode != 0 && !out.isVersion5()) {
            throw out.refusal(type, "has a Reason Code, which came with 5.0; only success can be sent");
        }
        long block = length(type, properties, out);
        return out.hasNoProperties() ? (reasonCode == 0 ? 2 : 3) : 3 + block;
    }

    static void encodeTail(int packetIdentifier, int reasonCode, ReasonProperties properties, ByteWriter out) {
        out.twoByteInteger(packetIdentifier);
        if (reasonCode != 0 || !out.hasNoProperties()) {
            out.oneByte(reasonCode);
        }
        if (!out.hasNoProperties()) {
            encode(properties, out);
        }
    }

    private static void describe(ReasonProperties properties, PropertySink out) {
        out.text(PropertyId.REASON_STRING, properties.reasonString());
        out.userProperties(properties.userProperties());
    }
}
