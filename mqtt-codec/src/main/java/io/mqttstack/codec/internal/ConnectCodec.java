package io.mqttstack.codec.internal;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.PropertyReader;
import io.mqttstack.codec.internal.wire.PropertySink;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.internal.wire.Utf8Codec;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import java.util.Optional;

/**
 * CONNECT.
 *
 * <pre>
 *   Protocol Name | Protocol Version | Connect Flags | Keep Alive | properties (5.0)
 *   Client Identifier | Will Properties (5.0) | Will Topic | Will Payload | User Name | Password
 *
 *   Connect Flags:  7 User Name | 6 Password | 5 Will Retain | 4-3 Will QoS | 2 Will | 1 Clean Start | 0 reserved
 * </pre>
 */
final class ConnectCodec {
    private static final ProtocolVersion[] VERSIONS = ProtocolVersion.values();
    private static final int USER_NAME = 0x80;
    private static final int PASSWORD = 0x40;
    private static final int WILL_RETAIN = 0x20;
    private static final int WILL_QOS = 0x18;
    private static final int WILL = 0x04;
    private static final int CLEAN_START = 0x02;
    private static final int RESERVED = 0x01;

    /** The most characters that a Client Identifier has in 3.1. */
    private static final int LONGEST_IDENTIFIER_3_1 = 23;

    private ConnectCodec() {}

    static Connect decode(ByteReader in) {
        ProtocolVersion version = version(in);
        int flagsAt = in.position();
        int flags = in.oneByte("Connect Flags");
        requireFlags(flags, flagsAt, version, in);
        int keepAlive = in.twoByteInteger("Keep Alive");
        Connect.Properties properties = version == ProtocolVersion.V5_0
                ? properties(in.properties(Place.CONNECT), in)
                : Connect.Properties.NONE;
        boolean cleanStart = (flags & CLEAN_START) != 0;
        String clientIdentifier = clientIdentifier(cleanStart, version, in);
        Optional<Will> will = (flags & WILL) != 0
                ? Optional.of(WillCodec.decode((flags & WILL_QOS) >> 3, (flags & WILL_RETAIN) != 0, in))
                : Optional.empty();
        Optional<String> userName = isThere(flags, USER_NAME, version, in)
                ? Optional.of(in.utf8String("User Name", Rule.USER_NAME))
                : Optional.empty();
        Optional<Bytes> password = isThere(flags, PASSWORD, version, in)
                ? Optional.of(in.binaryData("Password", Rule.PASSWORD))
                : Optional.empty();
        in.requireEnd(
                (flags & PASSWORD) != 0
                        ? Rule.FORMAT
                        : (flags & USER_NAME) != 0 ? Rule.NO_PASSWORD : Rule.NO_USER_NAME);
        return new Connect(version, clientIdentifier, cleanStart, keepAlive, will, userName, password, properties);
    }

    private static ProtocolVersion version(ByteReader in) {
        int nameAt = in.position();
        String name = in.utf8String("Protocol Name", Rule.FORMAT);
        int levelAt = in.position();
        boolean named = false;
        for (ProtocolVersion version : VERSIONS) {
            named |= version.protocolName().equals(name);
        }
        if (!named) {
            throw in.violation(Rule.PROTOCOL_NAME, nameAt, "The Protocol Name is neither MQTT nor MQIsdp");
        }
        int level = in.oneByte("Protocol Version");
        for (ProtocolVersion version : VERSIONS) {
            if (version.level() == level && version.protocolName().equals(name)) {
                requireExpected(version, levelAt, in);
                return version;
            }
        }
        throw in.violation(Rule.PROTOCOL_LEVEL, levelAt, name + " has no Protocol Version " + level);
    }

    /** Checks that the version is the decoder's, or tells it to a decoder that does not know it yet. */
    private static void requireExpected(ProtocolVersion version, int at, ByteReader in) {
        if (in.discovered() == null) {
            in.discovered(version);
        } else if (in.discovered() != version) {
            throw in.violation(
                    Rule.PROTOCOL_LEVEL,
                    at,
                    "Protocol Version " + version.level() + " where " + in.version() + " is expected");
        }
    }

    private static void requireFlags(int flags, int at, ProtocolVersion version, ByteReader in) {
        if ((flags & RESERVED) != 0) {
            throw in.violation(Rule.CONNECT_RESERVED_FLAG, at, "Bit 0 of the Connect Flags is set");
        }
        // 3.1 disregards the QoS and Retain of a Will that is not there.
        if ((flags & WILL) == 0 && version != ProtocolVersion.V3_1) {
            if ((flags & WILL_QOS) != 0) {
                throw in.violation(Rule.NO_WILL_QOS, at, "Will QoS is set without a Will");
            }
            if ((flags & WILL_RETAIN) != 0) {
                throw in.violation(Rule.NO_WILL_RETAIN, at, "Will Retain is set without a Will");
            }
        }
        if ((flags & WILL) != 0 && (flags & WILL_QOS) == WILL_QOS) {
            throw in.violation(Rule.WILL_QOS, at, "Will QoS is 3");
        }
        if ((flags & PASSWORD) != 0 && (flags & USER_NAME) == 0 && version != ProtocolVersion.V5_0) {
            throw in.violation(Rule.PASSWORD_ALONE, at, "There is a Password without a User Name");
        }
    }

    /** Whether a flagged field follows: in 3.1 the end of the packet takes precedence over its flag. */
    private static boolean isThere(int flags, int flag, ProtocolVersion version, ByteReader in) {
        return (flags & flag) != 0 && (in.remaining() > 0 || version != ProtocolVersion.V3_1);
    }

    private static String clientIdentifier(boolean cleanStart, ProtocolVersion version, ByteReader in) {
        int at = in.position();
        String identifier = in.utf8String("Client Identifier", Rule.CLIENT_IDENTIFIER);
        if (version == ProtocolVersion.V3_1 && !isIdentifierOf31(identifier)) {
            throw in.violation(
                    Rule.CLIENT_IDENTIFIER_LENGTH,
                    at,
                    "The Client Identifier has not 1 to 23 characters (3.1, section 3.1)");
        }
        if (version == ProtocolVersion.V3_1_1 && identifier.isEmpty() && !cleanStart) {
            throw in.violation(
                    Rule.CLIENT_IDENTIFIER_EMPTY, at, "The Client Identifier is empty and Clean Session is 0");
        }
        return identifier;
    }

    private static boolean isIdentifierOf31(String identifier) {
        return !identifier.isEmpty() && identifier.codePointCount(0, identifier.length()) <= LONGEST_IDENTIFIER_3_1;
    }

    private static Connect.Properties properties(PropertyReader properties, ByteReader in) {
        if (!properties.next()) {
            return Connect.Properties.NONE;
        }
        Connect.Properties.Builder block = Connect.Properties.builder();
        boolean method = false;
        int dataAt = -1;
        do {
            switch (properties.id()) {
                case SESSION_EXPIRY_INTERVAL -> block.sessionExpiryInterval(properties.number());
                case AUTHENTICATION_METHOD -> {
                    block.authenticationMethod(properties.text());
                    method = true;
                }
                case AUTHENTICATION_DATA -> {
                    block.authenticationData(properties.data());
                    dataAt = properties.at();
                }
                case REQUEST_PROBLEM_INFORMATION -> block.requestProblemInformation(properties.flag());
                case REQUEST_RESPONSE_INFORMATION -> block.requestResponseInformation(properties.flag());
                case RECEIVE_MAXIMUM -> block.receiveMaximum(properties.integer());
                case TOPIC_ALIAS_MAXIMUM -> block.topicAliasMaximum(properties.integer());
                case USER_PROPERTY -> block.userProperty(properties.name(), properties.value());
                case MAXIMUM_PACKET_SIZE -> block.maximumPacketSize(properties.number());
                default -> throw properties.unexpected();
            }
        } while (properties.next());
        if (dataAt >= 0 && !method) {
            throw in.violation(
                    Rule.USE,
                    dataAt,
                    "There is Authentication Data without an Authentication Method (section 3.1.2.11.10)");
        }
        return block.build();
    }

    static long length(Connect packet, ByteWriter out) {
        requireExpressible(packet, out);
        long length = 2L + out.version().protocolName().length() + 4;
        length += out.propertyBlock(
                PacketType.CONNECT, packet.properties(), Connect.Properties.NONE, ConnectCodec::describe);
        length += 2 + Utf8Codec.length(packet.clientIdentifier());
        if (packet.will().isPresent()) {
            length += WillCodec.length(packet.will().get(), out);
        }
        if (packet.userName().isPresent()) {
            length += 2 + Utf8Codec.length(packet.userName().get());
        }
        if (packet.password().isPresent()) {
            length += 2 + packet.password().get().length();
        }
        return length;
    }

    private static void requireExpressible(Connect packet, ByteWriter out) {
        ProtocolVersion version = out.version();
        String identifier = packet.clientIdentifier();
        if (packet.version() != version) {
            throw out.refusal(PacketType.CONNECT, "asks for " + packet.version() + "; use an encoder of that version");
        }
        if (version == ProtocolVersion.V3_1 && !isIdentifierOf31(identifier)) {
            throw out.refusal(PacketType.CONNECT, "needs a Client Identifier of 1 to 23 characters");
        }
        if (version == ProtocolVersion.V3_1_1 && identifier.isEmpty() && !packet.cleanStart()) {
            throw out.refusal(
                    PacketType.CONNECT, "has an empty Client Identifier, so cleanStart must be true [MQTT-3.1.3-7]");
        }
        if (version != ProtocolVersion.V5_0
                && packet.password().isPresent()
                && packet.userName().isEmpty()) {
            throw out.refusal(PacketType.CONNECT, "has a Password and needs a User Name with it [MQTT-3.1.2-22]");
        }
    }

    static void encode(Connect packet, ByteWriter out) {
        out.utf8String(out.version().protocolName());
        out.oneByte(out.version().level());
        out.oneByte(flags(packet));
        out.twoByteInteger(packet.keepAlive());
        out.properties(packet.properties(), ConnectCodec::describe);
        out.utf8String(packet.clientIdentifier());
        if (packet.will().isPresent()) {
            WillCodec.encode(packet.will().get(), out);
        }
        if (packet.userName().isPresent()) {
            out.utf8String(packet.userName().get());
        }
        if (packet.password().isPresent()) {
            out.binaryData(packet.password().get());
        }
    }

    private static int flags(Connect packet) {
        int flags = packet.cleanStart() ? CLEAN_START : 0;
        if (packet.will().isPresent()) {
            Will will = packet.will().get();
            flags |= WILL | will.qos().value() << 3 | (will.retain() ? WILL_RETAIN : 0);
        }
        flags |= packet.password().isPresent() ? PASSWORD : 0;
        flags |= packet.userName().isPresent() ? USER_NAME : 0;
        return flags;
    }

    private static void describe(Connect.Properties properties, PropertySink out) {
        out.number(PropertyId.SESSION_EXPIRY_INTERVAL, properties.sessionExpiryInterval(), 0);
        out.text(PropertyId.AUTHENTICATION_METHOD, properties.authenticationMethod());
        out.data(PropertyId.AUTHENTICATION_DATA, properties.authenticationData());
        out.flag(PropertyId.REQUEST_PROBLEM_INFORMATION, properties.requestProblemInformation(), true);
        out.flag(PropertyId.REQUEST_RESPONSE_INFORMATION, properties.requestResponseInformation(), false);
        out.number(PropertyId.RECEIVE_MAXIMUM, properties.receiveMaximum(), 0xFFFF);
        out.number(PropertyId.TOPIC_ALIAS_MAXIMUM, properties.topicAliasMaximum(), 0);
        out.userProperties(properties.userProperties());
        out.number(PropertyId.MAXIMUM_PACKET_SIZE, properties.maximumPacketSize());
    }
}
