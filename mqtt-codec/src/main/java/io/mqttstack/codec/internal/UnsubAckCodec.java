package io.mqttstack.codec.internal;

import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** UNSUBACK: Packet Identifier, and from 5.0 on properties and one Reason Code a Topic Filter. */
final class UnsubAckCodec {
    private UnsubAckCodec() {}

    static UnsubAck decode(ByteReader in) {
        int packetIdentifier = in.packetIdentifier(Rule.SUBSCRIBE_ANSWERED);
        if (!in.isVersion5()) {
            return new UnsubAck(packetIdentifier);
        }
        ReasonProperties properties = ReasonPropertiesCodec.decode(in, Place.UNSUBACK);
        if (in.remaining() == 0) {
            throw in.violation(Rule.USE, in.position(), "UNSUBACK has no Reason Code (section 3.11.3)");
        }
        List<UnsubscribeReasonCode> reasonCodes = new ArrayList<>(in.remaining());
        while (in.remaining() > 0) {
            int at = in.position();
            int code = in.oneByte("Reason Code");
            Optional<UnsubscribeReasonCode> found = UnsubscribeReasonCode.of(code);
            if (found.isEmpty()) {
                throw Senders.unusable(Rule.UNSUBACK_REASON_CODE, PacketType.UNSUBACK, code, at, in);
            }
            reasonCodes.add(found.get());
        }
        return new UnsubAck(packetIdentifier, reasonCodes, properties);
    }

    static long length(UnsubAck packet, ByteWriter out) {
        if (out.isVersion5() == packet.reasonCodes().isEmpty()) {
            throw out.refusal(
                    PacketType.UNSUBACK,
                    out.isVersion5()
                            ? "has no Reason Code; give one for each Topic Filter"
                            : "has Reason Codes, which came with 5.0; give none");
        }
        return 2
                + ReasonPropertiesCodec.length(PacketType.UNSUBACK, packet.properties(), out)
                + packet.reasonCodes().size();
    }

    static void encode(UnsubAck packet, ByteWriter out) {
        out.twoByteInteger(packet.packetIdentifier());
        ReasonPropertiesCodec.encode(packet.properties(), out);
        for (UnsubscribeReasonCode code : packet.reasonCodes()) {
            out.oneByte(code.code());
        }
    }
}
