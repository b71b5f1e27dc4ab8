package io.mqttstack.codec.internal;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SUBACK: Packet Identifier, properties (5.0), one Reason Code a subscription. */
final class SubAckCodec {
    private SubAckCodec() {}

    static SubAck decode(ByteReader in) {
        int packetIdentifier = in.packetIdentifier(Rule.SUBSCRIBE_ANSWERED);
        ReasonProperties properties =
                in.isVersion5() ? ReasonPropertiesCodec.decode(in, Place.SUBACK) : ReasonProperties.NONE;
        if (in.remaining() == 0) {
            throw in.violation(Rule.SUBACK_EMPTY, in.position(), "SUBACK has no Reason Code");
        }
        List<SubscribeReasonCode> reasonCodes = new ArrayList<>(in.remaining());
        while (in.remaining() > 0) {
            int at = in.position();
            int code = in.oneByte("Reason Code");
            Optional<SubscribeReasonCode> found = SubscribeReasonCode.of(code);
            if (found.isEmpty() || !isKnown(found.get(), in.version())) {
                throw Senders.unusable(Rule.SUBACK_REASON_CODE, PacketType.SUBACK, code, at, in);
            }
            reasonCodes.add(found.get());
        }
        return new SubAck(packetIdentifier, reasonCodes, properties);
    }

    /** 3.1 knows the granted QoS alone, 3.1.1 one kind of failure too. */
    private static boolean isKnown(SubscribeReasonCode code, ProtocolVersion version) {
        return switch (version) {
            case V3_1 -> !code.isError();
            case V3_1_1 -> !code.isError() || code == SubscribeReasonCode.UNSPECIFIED_ERROR;
            case V5_0 -> true;
        };
    }

    static long length(SubAck packet, ByteWriter out) {
        for (SubscribeReasonCode code : packet.reasonCodes()) {
            if (!isKnown(code, out.version())) {
                throw out.refusal(PacketType.SUBACK, "has the Reason Code " + code + ", which came later");
            }
        }
        return 2
                + ReasonPropertiesCodec.length(PacketType.SUBACK, packet.properties(), out)
                + packet.reasonCodes().size();
    }

    static void encode(SubAck packet, ByteWriter out) {
        out.twoByteInteger(packet.packetIdentifier());
        ReasonPropertiesCodec.encode(packet.properties(), out);
        for (SubscribeReasonCode code : packet.reasonCodes()) {
            out.oneByte(code.code());
        }
    }
}
