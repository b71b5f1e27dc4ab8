package io.mqttstack.codec.internal.print;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the values of small fields mean, in the specification's words. Every value has an answer, a reserved one too. */
final class FieldWords {
    private static final List<String> RETURN_CODES = List.of(
            "Connection Accepted",
            "unacceptable protocol version",
            "identifier rejected",
            "Server unavailable",
            "bad user name or password",
            "not authorized");

    private FieldWords() {}

    static String firstByte(int first) {
        int type = first >> 4;
        String name = type + " " + PacketType.of(type).map(PacketType::name).orElse("reserved");
        return type == PacketType.PUBLISH.value()
                ? name + ", DUP " + bit(first, 3) + ", QoS " + (first >> 1 & 3) + ", RETAIN " + bit(first, 0)
                : name + ", flags " + bits(first & 0x0F, 4);
    }

    static String protocolVersion(int level) {
        return level
                + ProtocolVersion.ofLevel(level)
                        .map(known -> ", " + name(known))
                        .orElse(", not known");
    }

    static String name(ProtocolVersion version) {
        return switch (version) {
            case V3_1 -> "MQTT 3.1";
            case V3_1_1 -> "MQTT 3.1.1";
            case V5_0 -> "MQTT 5.0";
        };
    }

    static String connectFlags(int flags) {
        return "User Name " + bit(flags, 7) + ", Password " + bit(flags, 6) + ", Will Retain " + bit(flags, 5)
                + ", Will QoS " + (flags >> 3 & 3) + ", Will " + bit(flags, 2) + ", Clean Start " + bit(flags, 1)
                + ", reserved " + bit(flags, 0);
    }

    static String connectAcknowledgeFlags(int flags) {
        return "reserved " + bits(flags >> 1, 7) + ", Session Present " + bit(flags, 0);
    }

    static String subscriptionOptions(int options) {
        return "reserved " + bits(options >> 6, 2) + ", Retain Handling " + (options >> 4 & 3)
                + ", Retain As Published " + bit(options, 3) + ", No Local " + bit(options, 2) + ", QoS "
                + (options & 3);
    }

    static String returnCode(int code) {
        return hex(code) + " " + (code < RETURN_CODES.size() ? RETURN_CODES.get(code) : "not known");
    }

    static String reasonCode(PacketType type, int code) {
        Optional<? extends ReasonCode> found = switch (type) {
            case CONNACK -> ConnectReasonCode.of(code);
            case PUBACK, PUBREC -> PublishReasonCode.of(code);
            case PUBREL, PUBCOMP -> ReleaseReasonCode.of(code);
            case SUBACK -> SubscribeReasonCode.of(code);
            case UNSUBACK -> UnsubscribeReasonCode.of(code);
            case DISCONNECT -> DisconnectReasonCode.of(code);
            case AUTH -> AuthReasonCode.of(code);
            case CONNECT, PUBLISH, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, PINGRESP -> Optional.empty();
        };
        return hex(code) + " " + found.map(ReasonCode::name).orElse("not known");
    }

    static String unit(PropertyId id) {
        return switch (id) {
            case MESSAGE_EXPIRY_INTERVAL, SESSION_EXPIRY_INTERVAL, WILL_DELAY_INTERVAL, SERVER_KEEP_ALIVE -> " s";
            case MAXIMUM_PACKET_SIZE -> " bytes";
            default -> "";
        };
    }

    static String hex(int value) {
        return String.format(Locale.ROOT, "0x%02X", value);
    }

    private static int bit(int value, int index) {
        return value >> index & 1;
    }

    private static String bits(int value, int count) {
        String digits = Integer.toBinaryString(value);
        return "0".repeat(count - digits.length()) + digits;
    }
}
