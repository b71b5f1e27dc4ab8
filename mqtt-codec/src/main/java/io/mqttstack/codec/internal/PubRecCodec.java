package io.mqttstack.codec.internal;

import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.PublishReasonCode;
import java.util.Optional;

/** PUBREC, in the forms that {@link ReasonPropertiesCodec} draws. */
final class PubRecCodec {
    private PubRecCodec() {}

    static PubRec decode(ByteReader in) {
        int packetIdentifier = in.packetIdentifier(Rule.PUBLISH_ANSWERED);
        if (in.remaining() == 0) {
            return new PubRec(packetIdentifier);
        }
        int at = in.position();
        PublishReasonCode reasonCode = reasonCode(ReasonPropertiesCodec.decodeTailCode(in), at, in);
        ReasonProperties properties = ReasonPropertiesCodec.decodeTail(in, Place.PUBREC);
        return new PubRec(packetIdentifier, reasonCode, properties);
    }

    private static PublishReasonCode reasonCode(int code, int at, ByteReader in) {
        Optional<PublishReasonCode> found = PublishReasonCode.of(code);
        if (found.isEmpty() || !Senders.allow(found.get(), in.sender())) {
            throw Senders.unusable(Rule.PUBREC_REASON_CODE, PacketType.PUBREC, code, at, in);
        }
        return found.get();
    }

    static long length(PubRec packet, ByteWriter out) {
        if (!Senders.allow(packet.reasonCode(), out.sender())) {
            throw out.refusal(
                    PacketType.PUBREC, "has the Reason Code " + packet.reasonCode() + ", which only a Server sends");
        }
        return ReasonPropertiesCodec.lengthOfTail(
                PacketType.PUBREC, packet.reasonCode().code(), packet.properties(), out);
    }

    static void encode(PubRec packet, ByteWriter out) {
        ReasonPropertiesCodec.encodeTail(
                packet.packetIdentifier(), packet.reasonCode().code(), packet.properties(), out);
    }
}
