package io.mqttstack.codec.internal;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.PropertyReader;
import io.mqttstack.codec.internal.wire.PropertySink;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import java.util.List;
import java.util.Optional;

/**
 * CONNACK.
 *
 * <pre>
 *   0000000 Session Present | Reason Code (Return Code before 5.0) | properties (5.0)
 * </pre>
 *
 * A server that does not speak 5.0 refuses a 5.0 client with the two bytes of 3.1.1, so these are read as such.
 */
final class ConnAckCodec {
    /** What the Return Codes 0 to 5 of 3.1 and 3.1.1 mean. */
    private static final List<ConnectReasonCode> RETURN_CODES = List.of(
            ConnectReasonCode.SUCCESS,
            ConnectReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
            ConnectReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
            ConnectReasonCode.SERVER_UNAVAILABLE,
            ConnectReasonCode.BAD_USER_NAME_OR_PASSWORD,
            ConnectReasonCode.NOT_AUTHORIZED);

    private ConnAckCodec() {}

    static ConnAck decode(ByteReader in) {
        int flagsAt = in.position();
        int flags = in.oneByte("Connect Acknowledge Flags");
        // The byte is reserved and without meaning in 3.1.
        boolean hasFlags = in.version() != ProtocolVersion.V3_1;
        if (hasFlags && flags > 1) {
            throw in.violation(
                    Rule.CONNACK_FLAGS,
                    flagsAt,
                    "Reserved bits of the Connect Acknowledge Flags are set (section 3.2.2)");
        }
        boolean sessionPresent = hasFlags && flags == 1;
        int codeAt = in.position();
        int code = in.oneByte("Reason Code");
        boolean isReturnCode = !in.isVersion5() || (code != 0 && in.remaining() == 0);
        Optional<ConnectReasonCode> reasonCode = isReturnCode ? ofReturnCode(code) : ConnectReasonCode.of(code);
        if (reasonCode.isEmpty()) {
            throw Senders.unusable(Rule.CONNACK_REASON_CODE, PacketType.CONNACK, code, codeAt, in);
        }
        if (sessionPresent && code != 0) {
            throw in.violation(
                    Rule.CONNACK_SESSION_PRESENT,
                    flagsAt,
                    "Session Present is set in a refusal (" + reasonCode.get() + ")");
        }
        ConnAck.Properties properties =
                isReturnCode ? ConnAck.Properties.NONE : properties(in.properties(Place.CONNACK));
        in.requireEnd();
        return new ConnAck(sessionPresent, reasonCode.get(), properties);
    }

    private static Optional<ConnectReasonCode> ofReturnCode(int code) {
        return code < RETURN_CODES.size() ? Optional.of(RETURN_CODES.get(code)) : Optional.empty();
    }

    private static ConnAck.Properties properties(PropertyReader properties) {
        if (!properties.next()) {
            return ConnAck.Properties.NONE;
        }
        ConnAck.Properties.Builder block = ConnAck.Properties.builder();
        do {
            switch (properties.id()) {
                case SESSION_EXPIRY_INTERVAL -> block.sessionExpiryInterval(properties.number());
                case ASSIGNED_CLIENT_IDENTIFIER -> block.assignedClientIdentifier(properties.text());
                case SERVER_KEEP_ALIVE -> block.serverKeepAlive(properties.integer());
                case AUTHENTICATION_METHOD -> block.authenticationMethod(properties.text());
                case AUTHENTICATION_DATA -> block.authenticationData(properties.data());
                case RESPONSE_INFORMATION -> block.responseInformation(properties.text());
                case SERVER_REFERENCE -> block.serverReference(properties.text());
                case REASON_STRING -> block.reasonString(properties.text());
                case RECEIVE_MAXIMUM -> block.receiveMaximum(properties.integer());
                case TOPIC_ALIAS_MAXIMUM -> block.topicAliasMaximum(properties.integer());
                case MAXIMUM_QOS -> block.maximumQoS(properties.flag() ? QoS.AT_LEAST_ONCE : QoS.AT_MOST_ONCE);
                case RETAIN_AVAILABLE -> block.retainAvailable(properties.flag());
                case USER_PROPERTY -> block.userProperty(properties.name(), properties.value());
                case MAXIMUM_PACKET_SIZE -> block.maximumPacketSize(properties.number());
                case WILDCARD_SUBSCRIPTION_AVAILABLE -> block.wildcardSubscriptionAvailable(properties.flag());
                case SUBSCRIPTION_IDENTIFIER_AVAILABLE -> block.subscriptionIdentifierAvailable(properties.flag());
                case SHARED_SUBSCRIPTION_AVAILABLE -> block.sharedSubscriptionAvailable(properties.flag());
                default -> throw properties.unexpected();
            }
        } while (properties.next());
        return block.build();
    }

    static long length(ConnAck packet, ByteWriter out) {
        if (packet.sessionPresent() && out.version() == ProtocolVersion.V3_1) {
            throw out.refusal(PacketType.CONNACK, "has Session Present, which came with 3.1.1; give false");
        }
        if (!out.isVersion5() && !RETURN_CODES.contains(packet.reasonCode())) {
            throw out.refusal(
                    PacketType.CONNACK,
                    "has the Reason Code " + packet.reasonCode() + "; these can be sent: " + RETURN_CODES);
        }
        return 2
                + out.propertyBlock(
                        PacketType.CONNACK, packet.properties(), ConnAck.Properties.NONE, ConnAckCodec::describe);
    }

    static void encode(ConnAck packet, ByteWriter out) {
        ConnectReasonCode code = packet.reasonCode();
        out.oneByte(packet.sessionPresent() ? 1 : 0);
        out.oneByte(out.isVersion5() ? code.code() : RETURN_CODES.indexOf(code));
        out.properties(packet.properties(), ConnAckCodec::describe);
    }

    private static void describe(ConnAck.Properties properties, PropertySink out) {
        out.number(PropertyId.SESSION_EXPIRY_INTERVAL, properties.sessionExpiryInterval());
        out.text(PropertyId.ASSIGNED_CLIENT_IDENTIFIER, properties.assignedClientIdentifier());
        out.number(PropertyId.SERVER_KEEP_ALIVE, properties.serverKeepAlive());
        out.text(PropertyId.AUTHENTICATION_METHOD, properties.authenticationMethod());
        out.data(PropertyId.AUTHENTICATION_DATA, properties.authenticationData());
        out.text(PropertyId.RESPONSE_INFORMATION, properties.responseInformation());
        out.text(PropertyId.SERVER_REFERENCE, properties.serverReference());
        out.text(PropertyId.REASON_STRING, properties.reasonString());
        out.number(PropertyId.RECEIVE_MAXIMUM, properties.receiveMaximum(), 0xFFFF);
        out.number(PropertyId.TOPIC_ALIAS_MAXIMUM, properties.topicAliasMaximum(), 0);
        out.number(PropertyId.MAXIMUM_QOS, properties.maximumQoS().value(), QoS.EXACTLY_ONCE.value());
        out.flag(PropertyId.RETAIN_AVAILABLE, properties.retainAvailable(), true);
        out.userProperties(properties.userProperties());
        out.number(PropertyId.MAXIMUM_PACKET_SIZE, properties.maximumPacketSize());
        out.flag(PropertyId.WILDCARD_SUBSCRIPTION_AVAILABLE, properties.wildcardSubscriptionAvailable(), true);
        out.flag(PropertyId.SUBSCRIPTION_IDENTIFIER_AVAILABLE, properties.subscriptionIdentifierAvailable(), true);
        out.flag(PropertyId.SHARED_SUBSCRIPTION_AVAILABLE, properties.sharedSubscriptionAvailable(), true);
    }
}
