package io.mqttstack.codec.internal;

import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import java.util.Optional;

/** PUBCOMP, in the forms that {@link ReasonPropertiesCodec} draws. */
final class PubCompCodec {
    private PubCompCodec() {}

    static PubComp decode(ByteReader in) {
        int packetIdentifier = in.packetIdentifier(Rule.PUBLISH_ANSWERED);
        if (in.remaining() == 0) {
            return new PubComp(packetIdentifier);
        }
        int at = in.position();
        int code = ReasonPropertiesCodec.decodeTailCode(in);
        Optional<ReleaseReasonCode> reasonCode = ReleaseReasonCode.of(code);
        if (reasonCode.isEmpty()) {
            throw Senders.unusable(Rule.PUBCOMP_REASON_CODE, PacketType.PUBCOMP, code, at, in);
        }
        ReasonProperties properties = ReasonPropertiesCodec.decodeTail(in, Place.PUBCOMP);
        return new PubComp(packetIdentifier, reasonCode.get(), properties);
    }

    static long length(PubComp packet, ByteWriter out) {
        return ReasonPropertiesCodec.lengthOfTail(
                PacketType.PUBCOMP, packet.reasonCode().code(), packet.properties(), out);
    }

    static void encode(PubComp packet, ByteWriter out) {
        ReasonPropertiesCodec.encodeTail(
                packet.packetIdentifier(), packet.reasonCode().code(), packet.properties(), out);
    }
}
