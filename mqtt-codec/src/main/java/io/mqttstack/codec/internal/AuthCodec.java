package io.mqttstack.codec.internal;

import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.PropertyReader;
import io.mqttstack.codec.internal.wire.PropertySink;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.reason.AuthReasonCode;
import java.util.Optional;

/**
 * AUTH, from 5.0 on.
 *
 * <pre>
 *   nothing                                       Reason Code 0x00, no properties
 *   Reason Code | Property Length | properties    with an Authentication Method among them
 * </pre>
 */
final class AuthCodec {
    private AuthCodec() {}

    static Auth decode(ByteReader in) {
        boolean shortest = in.remaining() == 0;
        int at = in.position();
        int code = shortest ? 0 : in.oneByte("Reason Code");
        Optional<AuthReasonCode> reasonCode = AuthReasonCode.of(code);
        if (reasonCode.isEmpty() || !Senders.allow(reasonCode.get(), in.sender())) {
            throw Senders.unusable(Rule.AUTH_REASON_CODE, PacketType.AUTH, code, at, in);
        }
        if (shortest) {
            return new Auth(reasonCode.get(), Auth.Properties.NONE);
        }
        int blockAt = in.position();
        Auth.Properties properties = properties(in.properties(Place.AUTH));
        if (properties.authenticationMethod().isEmpty()) {
            throw in.violation(Rule.USE, blockAt, "AUTH has no Authentication Method (section 3.15.2.2.2)");
        }
        in.requireEnd();
        return new Auth(reasonCode.get(), properties);
    }

    private static Auth.Properties properties(PropertyReader properties) {
        if (!properties.next()) {
            return Auth.Properties.NONE;
        }
        Auth.Properties.Builder block = Auth.Properties.builder();
        do {
            switch (properties.id()) {
                case AUTHENTICATION_METHOD -> block.authenticationMethod(properties.text());
                case AUTHENTICATION_DATA -> block.authenticationData(properties.data());
                case REASON_STRING -> block.reasonString(properties.text());
                case USER_PROPERTY -> block.userProperty(properties.name(), properties.value());
                default -> throw properties.unexpected();
            }
        } while (properties.next());
        return block.build();
    }

    static long length(Auth packet, ByteWriter out) {
        if (!Senders.allow(packet.reasonCode(), out.sender())) {
            throw out.refusal(
                    PacketType.AUTH,
                    "has the Reason Code " + packet.reasonCode() + " of the other side [MQTT-3.15.2-1]");
        }
        long block = out.propertyBlock(PacketType.AUTH, packet.properties(), Auth.Properties.NONE, AuthCodec::describe);
        return out.hasNoProperties() ? 0 : 1 + block;
    }

    static void encode(Auth packet, ByteWriter out) {
        if (!out.hasNoProperties()) {
            out.oneByte(packet.reasonCode().code());
            out.properties(packet.properties(), AuthCodec::describe);
        }
    }

    private static void describe(Auth.Properties properties, PropertySink out) {
        out.text(PropertyId.AUTHENTICATION_METHOD, properties.authenticationMethod());
        out.data(PropertyId.AUTHENTICATION_DATA, properties.authenticationData());
        out.text(PropertyId.REASON_STRING, properties.reasonString());
        out.userProperties(properties.userProperties());
    }
}
