package io.mqttstack.client;

import io.mqttstack.codec.packet.Packet;
import java.util.Optional;

/**
 * How a publish ended.
 *
 * @param outcome what is known of the message
 * @param packet the packet that ended it: PUBACK, PUBREC or PUBCOMP; empty for QoS 0 and where no packet came
 */
public record PublishResult(Outcome outcome, Optional<Packet> packet) {

    /** What is known of a message whose publish has ended. */
    public enum Outcome {
        /** QoS 0: handed to the transport. QoS 1 and 2: the server acknowledged it. */
        DELIVERED,
        /** The server refused it; {@link PublishResult#packet()} says why. */
        REFUSED,
        /** Its Message Expiry Interval passed before it was sent, or sent anew after the server lost the session. */
        EXPIRED,
        /** Dropped by the client's own overflow policy. It was never sent. */
        DROPPED,
        /**
         * A QoS 2 message had been sent when the server lost the session. Whether the server delivered it is
         * unknown; publishing it again may deliver it twice.
         */
        SESSION_LOST,
        /** The client was disconnected or closed first. A message of QoS 1 or 2 that had been sent may have arrived. */
        CLOSED
    }

    /**
     * Makes a result without a packet.
     *
     * @param outcome what is known
     * @return the result
     */
    public static PublishResult of(Outcome outcome) {
        return new PublishResult(outcome, Optional.empty());
    }

    /**
     * Tells whether the message was delivered.
     *
     * @return true for {@link Outcome#DELIVERED}
     */
    public boolean delivered() {
        return outcome == Outcome.DELIVERED;
    }
}
