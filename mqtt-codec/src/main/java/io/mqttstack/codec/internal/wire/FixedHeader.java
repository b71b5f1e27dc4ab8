package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.PacketType;

/**
 * The rules of the first two fields of every packet.
 *
 * <pre>
 *    7 6 5 4   3 2 1 0
 *   | type   | flags   | Remaining Length, 1 to 4 bytes |
 * </pre>
 *
 * They are applied as soon as the bytes are there: the first byte alone can end a connection.
 */
public final class FixedHeader {
    /** The DUP flag. */
    public static final int DUP = 0b1000;

    /** The flags of PUBREL, SUBSCRIBE and UNSUBSCRIBE. */
    public static final int FIXED = 0b0010;

    /** The length of no content. */
    private static final int NONE = 0;

    /** The length of a Packet Identifier, or of the flags and return code of CONNACK. */
    private static final int TWO_BYTES = 2;

    /** For packets whose contents differ in length. */
    public static final int VARIABLE = -1;

    private FixedHeader() {}

    /** Checks the first byte of a packet, which is at {@code at}: the type, who sends it, its flags. */
    public static PacketType type(int first, int at, ByteReader in) {
        PacketType type = PacketType.of(first >> 4)
                .orElseThrow(() -> in.violation(Rule.FORMAT, at, "Packet type 0 is reserved (section 2.1.2)"));
        if (in.discovered() == null && type != PacketType.CONNECT) {
            throw in.violation(Rule.FIRST_PACKET, at, "The first packet is " + type + ", not CONNECT");
        }
        if (type == PacketType.AUTH && !in.isVersion5()) {
            throw in.violation(Rule.FORMAT, at, "Packet type 15 is reserved before 5.0 (section 2.2.1)");
        }
        if (!sends(in.sender(), type, in.version())) {
            throw in.violation(Rule.USE, at, "A " + in.sender() + " does not send " + type + " (section 2.1.2)");
        }
        requireFlags(type, first & 0x0F, at, in);
        return type;
    }

    /** Whether a sender may send packets of a type at all. */
    public static boolean sends(Sender sender, PacketType type, ProtocolVersion version) {
        return switch (type) {
            case PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP -> true;
            case CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ -> sender == Sender.CLIENT;
            case CONNACK, SUBACK, UNSUBACK, PINGRESP -> sender == Sender.SERVER;
            case DISCONNECT -> sender == Sender.CLIENT || version == ProtocolVersion.V5_0;
            case AUTH -> version == ProtocolVersion.V5_0;
        };
    }

    /** Whether the DUP flag is set. */
    public static boolean isDuplicate(int flags) {
        return (flags & DUP) != 0;
    }

    private static void requireFlags(PacketType type, int flags, int at, ByteReader in) {
        switch (type) {
            case PUBLISH -> requirePublishFlags(flags, at, in);
            case PUBREL -> requireFlags(flags, FIXED, Rule.PUBREL_FLAGS, type, at, in);
            case SUBSCRIBE -> requireFlags(flags, FIXED, Rule.SUBSCRIBE_FLAGS, type, at, in);
            case UNSUBSCRIBE -> requireFlags(flags, FIXED, Rule.UNSUBSCRIBE_FLAGS, type, at, in);
            case DISCONNECT -> requireFlags(flags, 0, Rule.DISCONNECT_FLAGS, type, at, in);
            case AUTH -> requireFlags(flags, 0, Rule.AUTH_FLAGS, type, at, in);
            case CONNECT, CONNACK, PUBACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK, PINGREQ, PINGRESP ->
                requireFlags(flags, 0, Rule.RESERVED_FLAGS, type, at, in);
        }
    }

    private static void requireFlags(int flags, int expected, Rule rule, PacketType type, int at, ByteReader in) {
        // 3.1 has a DUP flag in the three packets whose flags are not all zero.
        int ignored = expected != 0 && in.version() == ProtocolVersion.V3_1 ? DUP : 0;
        if ((flags & ~ignored) != expected) {
            throw in.violation(
                    rule,
                    at,
                    "The flags of " + type + " are 0x" + Integer.toHexString(flags) + ", not 0x"
                            + Integer.toHexString(expected));
        }
    }

    private static void requirePublishFlags(int flags, int at, ByteReader in) {
        int qos = flags >> 1 & 3;
        if (qos == 3) {
            throw in.violation(Rule.PUBLISH_QOS, at, "Both QoS bits of PUBLISH are set");
        }
        if (qos == 0 && isDuplicate(flags)) {
            throw in.violation(Rule.PUBLISH_DUP, at, "PUBLISH with QoS 0 has the DUP flag");
        }
    }

    /** The only length that the content of a packet can have, or {@link #VARIABLE}. */
    public static int onlyLength(PacketType type, boolean version5) {
        return switch (type) {
            case CONNECT, PUBLISH, SUBSCRIBE, SUBACK, UNSUBSCRIBE, AUTH -> VARIABLE;
            case CONNACK, PUBACK, PUBREC, PUBREL, PUBCOMP, UNSUBACK -> version5 ? VARIABLE : TWO_BYTES;
            case DISCONNECT -> version5 ? VARIABLE : NONE;
            case PINGREQ, PINGRESP -> NONE;
        };
    }
}
