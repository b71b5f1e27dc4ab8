package io.mqttstack.codec.internal;

import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;

/**
 * The acknowledgements of success without properties, which are four bytes in every version and from either sender.
 *
 * <pre>
 *   0x40, 0x50, 0x62 or 0x70 | 0x02 | Packet Identifier, two bytes
 * </pre>
 */
final class ShortAcknowledgements {
    /** The size of each. */
    static final int SIZE = 4;

    private static final int PUBACK = 0x4002_0000;
    private static final int PUBREC = 0x5002_0000;
    private static final int PUBREL = 0x6202_0000;
    private static final int PUBCOMP = 0x7002_0000;

    private ShortAcknowledgements() {}

    /** The four bytes of a packet, the first one highest; 0 for all packets that are no such acknowledgement. */
    static int bytes(Packet packet) {
        if (packet instanceof PubAck ack) {
            return isShort(ack.reasonCode(), ack.properties()) ? PUBACK | ack.packetIdentifier() : 0;
        }
        if (packet instanceof PubRec rec) {
            return isShort(rec.reasonCode(), rec.properties()) ? PUBREC | rec.packetIdentifier() : 0;
        }
        if (packet instanceof PubRel rel) {
            return isShort(rel.reasonCode(), rel.properties()) && !rel.duplicate()
                    ? PUBREL | rel.packetIdentifier()
                    : 0;
        }
        if (packet instanceof PubComp comp) {
            return isShort(comp.reasonCode(), comp.properties()) ? PUBCOMP | comp.packetIdentifier() : 0;
        }
        return 0;
    }

    @SuppressWarnings("ReferenceEquality") // equal ones take the longer way to the same bytes
    private static boolean isShort(PublishReasonCode code, ReasonProperties properties) {
        return code == PublishReasonCode.SUCCESS && properties == ReasonProperties.NONE;
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private static boolean isShort(ReleaseReasonCode code, ReasonProperties properties) {
        return code == ReleaseReasonCode.SUCCESS && properties == ReasonProperties.NONE;
    }
}
