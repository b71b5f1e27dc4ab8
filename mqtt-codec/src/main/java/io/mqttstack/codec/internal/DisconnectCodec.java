package io.mqttstack.codec.internal;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.PropertyReader;
import io.mqttstack.codec.internal.wire.PropertySink;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import java.util.Optional;

/**
 * DISCONNECT.
 *
 * <pre>
 *   nothing                           Reason Code 0x00, no properties (and always before 5.0)
 *   Reason Code                       no properties
 *   Reason Code | Property Length | properties
 * </pre>
 */
final class DisconnectCodec {
    private DisconnectCodec() {}

    static Disconnect decode(ByteReader in) {
        int at = in.position();
        int code = in.remaining() == 0 ? 0 : in.oneByte("Reason Code");
        Optional<DisconnectReasonCode> reasonCode = DisconnectReasonCode.of(code);
        if (reasonCode.isEmpty() || !Senders.allow(reasonCode.get(), in.sender())) {
            throw Senders.unusable(Rule.DISCONNECT_REASON_CODE, PacketType.DISCONNECT, code, at, in);
        }
        Disconnect.Properties properties =
                in.remaining() == 0 ? Disconnect.Properties.NONE : properties(in.properties(Place.DISCONNECT), in);
        in.requireEnd();
        return new Disconnect(reasonCode.get(), properties);
    }

    private static Disconnect.Properties properties(PropertyReader properties, ByteReader in) {
        if (!properties.next()) {
            return Disconnect.Properties.NONE;
        }
        Disconnect.Properties.Builder block = Disconnect.Properties.builder();
        do {
            switch (properties.id()) {
                case SESSION_EXPIRY_INTERVAL -> {
                    if (in.sender() == Sender.SERVER) {
                        throw properties.violation(
                                Rule.DISCONNECT_SESSION_EXPIRY,
                                "A SERVER sends a Session Expiry Interval in DISCONNECT");
                    }
                    block.sessionExpiryInterval(properties.number());
                }
                case SERVER_REFERENCE -> {
                    if (in.sender() == Sender.CLIENT) {
                        throw properties.violation(
                                Rule.USE, "A CLIENT sends a Server Reference in DISCONNECT (section 3.14.2.2.5)");
                    }
                    block.serverReference(properties.text());
                }
                case REASON_STRING -> block.reasonString(properties.text());
                case USER_PROPERTY -> block.userProperty(properties.name(), properties.value());
                default -> throw properties.unexpected();
            }
        } while (properties.next());
        return block.build();
    }

    static long length(Disconnect packet, ByteWriter out) {
        requireExpressible(packet, out);
        long block = out.propertyBlock(
                PacketType.DISCONNECT, packet.properties(), Disconnect.Properties.NONE, DisconnectCodec::describe);
        if (!out.hasNoProperties()) {
            return 1 + block;
        }
        return packet.reasonCode() == DisconnectReasonCode.NORMAL_DISCONNECTION ? 0 : 1;
    }

    private static void requireExpressible(Disconnect packet, ByteWriter out) {
        DisconnectReasonCode code = packet.reasonCode();
        if (!out.isVersion5() && code != DisconnectReasonCode.NORMAL_DISCONNECTION) {
            throw out.refusal(
                    PacketType.DISCONNECT, "has the Reason Code " + code + "; only NORMAL_DISCONNECTION can be sent");
        }
        if (!Senders.allow(code, out.sender())) {
            throw out.refusal(
                    PacketType.DISCONNECT, "has the Reason Code " + code + ", which it may not have [MQTT-3.14.2-1]");
        }
        if (out.sender() == Sender.SERVER
                && packet.properties().sessionExpiryInterval().isPresent()) {
            throw out.refusal(
                    PacketType.DISCONNECT, "has a Session Expiry Interval, which only a Client sends [MQTT-3.14.2-2]");
        }
        if (out.sender() == Sender.CLIENT
                && packet.properties().serverReference().isPresent()) {
            throw out.refusal(PacketType.DISCONNECT, "has a Server Reference, which only a Server sends");
        }
    }

    static void encode(Disconnect packet, ByteWriter out) {
        if (!out.hasNoProperties()) {
            out.oneByte(packet.reasonCode().code());
            out.properties(packet.properties(), DisconnectCodec::describe);
        } else if (packet.reasonCode() != DisconnectReasonCode.NORMAL_DISCONNECTION) {
            out.oneByte(packet.reasonCode().code());
        }
    }

    private static void describe(Disconnect.Properties properties, PropertySink out) {
        out.number(PropertyId.SESSION_EXPIRY_INTERVAL, properties.sessionExpiryInterval());
        out.text(PropertyId.SERVER_REFERENCE, properties.serverReference());
        out.text(PropertyId.REASON_STRING, properties.reasonString());
        out.userProperties(properties.userProperties());
    }
}
