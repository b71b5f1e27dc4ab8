package io.mqttstack.client.internal.session;

import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.ReasonProperties;
import java.util.function.ToIntFunction;

/**
 * Leaves out of a packet what its receiver can do without, where it would be too large for it: first the User Properties
 * ([MQTT-3.4.2-3] and its like), then the Reason String too ([MQTT-3.4.2-2] and its like). Of the packets of this client
 * PUBACK, PUBREC and DISCONNECT can have them.
 */
public final class Fitting {
    private Fitting() {}

    /**
     * Makes a packet fit.
     *
     * @param packet any packet
     * @param length computes the length of a packet
     * @param maximum the receiver's Maximum Packet Size, in bytes
     * @return the packet, or one that says less
     */
    public static Packet fit(Packet packet, ToIntFunction<Packet> length, long maximum) {
        if (length.applyAsInt(packet) <= maximum) {
            return packet;
        }
        Packet shorter = without(packet, false);
        return length.applyAsInt(shorter) <= maximum ? shorter : without(packet, true);
    }

    private static Packet without(Packet packet, boolean reason) {
        if (packet instanceof PubAck ack) {
            return new PubAck(ack.packetIdentifier(), ack.reasonCode(), without(ack.properties(), reason));
        }
        if (packet instanceof PubRec rec) {
            return new PubRec(rec.packetIdentifier(), rec.reasonCode(), without(rec.properties(), reason));
        }
        if (packet instanceof Disconnect disconnect) {
            Disconnect.Properties.Builder less = Disconnect.Properties.builder();
            disconnect.properties().sessionExpiryInterval().ifPresent(less::sessionExpiryInterval);
            if (!reason) {
                disconnect.properties().reasonString().ifPresent(less::reasonString);
            }
            return new Disconnect(disconnect.reasonCode(), less.build());
        }
        return packet;
    }

    private static ReasonProperties without(ReasonProperties properties, boolean reason) {
        return reason || properties.reasonString().isEmpty()
                ? ReasonProperties.NONE
                : ReasonProperties.builder()
                        .reasonString(properties.reasonString().get())
                        .build();
    }
}
