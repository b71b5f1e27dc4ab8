package io.mqttstack.codec.internal.print;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.packet.PacketType;

/**
 * Names the fields of one packet in the order of the specification. It decides nothing: what it names is legal only where
 * a decoder has said so. It stops where it knows no further, and names the rest as bytes that belong to no field.
 */
final class FieldWalker {
    private static final int USER_NAME = 0x80;
    private static final int PASSWORD = 0x40;
    private static final int WILL = 0x04;
    private static final int QOS = 0x06;

    private final FieldCursor in;
    private final boolean version5;

    private FieldWalker(FieldCursor in, ProtocolVersion version) {
        this.in = in;
        this.version5 = version == ProtocolVersion.V5_0;
    }

    /** Names all fields of a packet; {@code version} counts for each but CONNECT, which tells its own. */
    static void walk(PacketType type, ProtocolVersion version, FieldCursor in) {
        int first = fixedHeader(in);
        FieldWalker walker = new FieldWalker(in, version);
        switch (type) {
            case CONNECT -> connect(in);
            case CONNACK -> walker.connAck();
            case PUBLISH -> walker.publish(first);
            case PUBACK -> walker.acknowledgement(type, Place.PUBACK);
            case PUBREC -> walker.acknowledgement(type, Place.PUBREC);
            case PUBREL -> walker.acknowledgement(type, Place.PUBREL);
            case PUBCOMP -> walker.acknowledgement(type, Place.PUBCOMP);
            case SUBSCRIBE -> walker.subscribe();
            case SUBACK -> walker.codes(type, Place.SUBACK);
            case UNSUBSCRIBE -> walker.unsubscribe();
            case UNSUBACK -> walker.unsubAck(type);
            case DISCONNECT -> walker.tail(type, Place.DISCONNECT);
            case AUTH -> walker.tail(type, Place.AUTH);
            case PINGREQ, PINGRESP -> {}
        }
        in.finish();
    }

    /** Names the fixed header of a packet without a type, and nothing behind it. */
    static void walk(FieldCursor in) {
        fixedHeader(in);
        in.finish();
    }

    private static int fixedHeader(FieldCursor in) {
        int first = in.oneByte("Packet type, flags", FieldWords::firstByte);
        in.variableByteInteger("Remaining Length");
        return first;
    }

    private static void connect(FieldCursor in) {
        in.utf8String("Protocol Name");
        int level = in.oneByte("Protocol Version", FieldWords::protocolVersion);
        ProtocolVersion.ofLevel(level).ifPresent(version -> new FieldWalker(in, version).connect());
    }

    private void connect() {
        int flags = in.oneByte("Connect Flags", FieldWords::connectFlags);
        in.number("Keep Alive", 2, " s");
        properties(Place.CONNECT);
        in.utf8String("Client Identifier");
        if ((flags & WILL) != 0) {
            properties(Place.WILL);
            in.utf8String("Will Topic");
            in.binaryData("Will Payload", Secrecy.PAYLOAD);
        }
        // Where no byte is left no field is named: in 3.1 the end of the packet takes precedence over the flags.
        if ((flags & USER_NAME) != 0) {
            in.utf8String("User Name");
        }
        if ((flags & PASSWORD) != 0) {
            in.binaryData("Password", Secrecy.SECRET);
        }
    }

    private void connAck() {
        in.oneByte("Connect Acknowledge Flags", FieldWords::connectAcknowledgeFlags);
        // A refusal by a server of 3.1.1 ends here and has its codes.
        if (version5 && !(in.remaining() == 1 && in.peek() != 0)) {
            reasonCode(PacketType.CONNACK);
            properties(Place.CONNACK);
        } else {
            in.oneByte("Connect Return Code", FieldWords::returnCode);
        }
    }

    private void publish(int first) {
        in.utf8String("Topic Name");
        if ((first & QOS) != 0) {
            packetIdentifier();
        }
        properties(Place.PUBLISH);
        in.rest("Payload", Secrecy.PAYLOAD);
    }

    private void acknowledgement(PacketType type, Place place) {
        packetIdentifier();
        tail(type, place);
    }

    /** A Reason Code and properties, each of which may be left out from the end. */
    private void tail(PacketType type, Place place) {
        if (version5) {
            reasonCode(type);
            properties(place);
        }
    }

    private void subscribe() {
        packetIdentifier();
        properties(Place.SUBSCRIBE);
        while (in.remaining() > 0) {
            in.utf8String("Topic Filter");
            if (version5) {
                in.oneByte("Subscription Options", FieldWords::subscriptionOptions);
            } else {
                in.oneByte("Requested QoS", Integer::toString);
            }
        }
    }

    private void unsubscribe() {
        packetIdentifier();
        properties(Place.UNSUBSCRIBE);
        while (in.remaining() > 0) {
            in.utf8String("Topic Filter");
        }
    }

    private void unsubAck(PacketType type) {
        if (version5) {
            codes(type, Place.UNSUBACK);
        } else {
            packetIdentifier();
        }
    }

    private void codes(PacketType type, Place place) {
        packetIdentifier();
        properties(place);
        while (in.remaining() > 0) {
            reasonCode(type);
        }
    }

    private void packetIdentifier() {
        in.number("Packet Identifier", 2, "");
    }

    private void reasonCode(PacketType type) {
        in.oneByte("Reason Code", code -> FieldWords.reasonCode(type, code));
    }

    private void properties(Place place) {
        if (version5) {
            in.openBlock(in.variableByteInteger(place == Place.WILL ? "Will Property Length" : "Property Length"));
            while (in.remaining() > 0) {
                property();
            }
            in.closeBlock();
        }
    }

    private void property() {
        int identifier = in.takeVariableByteInteger("Property Identifier");
        PropertyId id = PropertyId.of(identifier);
        if (id == null) {
            in.endless("Property Identifier", FieldWords.hex(identifier) + ", not known");
            return;
        }
        String name = id.title() + " (" + FieldWords.hex(identifier) + ")";
        switch (id.type()) {
            case BYTE -> in.number(name, 1, "");
            case TWO_BYTE_INTEGER -> in.number(name, 2, FieldWords.unit(id));
            case FOUR_BYTE_INTEGER -> in.number(name, 4, FieldWords.unit(id));
            case VARIABLE_BYTE_INTEGER -> in.variableByteInteger(name);
            case UTF8_STRING -> in.utf8String(name);
            case UTF8_STRING_PAIR -> in.utf8StringPair(name);
            case BINARY_DATA ->
                in.binaryData(name, id == PropertyId.AUTHENTICATION_DATA ? Secrecy.SECRET : Secrecy.PAYLOAD);
        }
    }
}
