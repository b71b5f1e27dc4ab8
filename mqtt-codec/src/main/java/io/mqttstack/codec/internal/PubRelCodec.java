package io.mqttstack.codec.internal;

import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.FixedHeader;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import java.util.Optional;

/** PUBREL, in the forms that {@link ReasonPropertiesCodec} draws; 3.1 has a DUP flag in it. */
final class PubRelCodec {
    private PubRelCodec() {}

    static PubRel decode(int flags, ByteReader in) {
        int packetIdentifier = in.packetIdentifier(Rule.PUBLISH_ANSWERED);
        int at = in.position();
        int code = ReasonPropertiesCodec.decodeTailCode(in);
        Optional<ReleaseReasonCode> reasonCode = ReleaseReasonCode.of(code);
        if (reasonCode.isEmpty()) {
            throw Senders.unusable(Rule.PUBREL_REASON_CODE, PacketType.PUBREL, code, at, in);
        }
        ReasonProperties properties = ReasonPropertiesCodec.decodeTail(in, Place.PUBREL);
        return new PubRel(packetIdentifier, reasonCode.get(), FixedHeader.isDuplicate(flags), properties);
    }

    static long length(PubRel packet, ByteWriter out) {
        out.requireDuplicate(PacketType.PUBREL, packet.duplicate());
        return ReasonPropertiesCodec.lengthOfTail(
                PacketType.PUBREL, packet.reasonCode().code(), packet.properties(), out);
    }

    static void encode(PubRel packet, ByteWriter out) {
        ReasonPropertiesCodec.encodeTail(
                packet.packetIdentifier(), packet.reasonCode().code(), packet.properties(), out);
    }
}
