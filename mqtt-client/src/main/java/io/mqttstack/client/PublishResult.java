package io.mqttstack.client;

import io.mqttstack.client.options.OverflowPolicy;
import io.mqttstack.client.store.SessionStore;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubRec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a publish ended. Immutable, equal by value. */
public final class PublishResult {

    /** What is known of a message whose publish has ended. */
    public enum Outcome {
        /** QoS 0: handed to the transport. QoS 1 and 2: the server acknowledged it. */
        DELIVERED,
        /** The server refused it; {@link PublishResult#packet()} says why. */
        REFUSED,
        /** Its Message Expiry Interval passed before it was sent. */
        EXPIRED,
        /** Dropped by the {@link OverflowPolicy}. It was never sent. */
        DROPPED,
        /**
         * A QoS 2 message had been sent when the server lost the session. Whether the server delivered it is
         * unknown; publishing it again may deliver it twice.
         */
        SESSION_LOST,
        /**
         * The client was disconnected or closed first. A message of QoS 1 or 2 that had been sent may have arrived, and one that a
         * {@link SessionStore} keeps is still published by the next connection.
         */
        CLOSED
    }

    private static final Map<Outcome, PublishResult> WITHOUT_PACKET = new EnumMap<>(Outcome.class);

    static {
        for (Outcome each : Outcome.values()) {
            WITHOUT_PACKET.put(each, new PublishResult(each, null, null));
        }
    }

    private final Outcome outcome;
    private final @Nullable Packet packet;
    private final @Nullable PubRec pubRec;

    private PublishResult(Outcome outcome, @Nullable Packet packet, @Nullable PubRec pubRec) {
        this.outcome = outcome;
        this.packet = packet;
        this.pubRec = pubRec;
    }

    /**
     * Makes a result without a packet.
     *
     * @param outcome what is known
     * @return the result
     */
    @SuppressWarnings("EnumOrdinal") // the index in an array of one result for each
    public static PublishResult of(Outcome outcome) {
        return Objects.requireNonNull(WITHOUT_PACKET.get(outcome), "outcome");
    }

    /**
     * Makes a result.
     *
     * @param outcome what is known
     * @param packet the packet that ended it
     * @return the result
     */
    public static PublishResult of(Outcome outcome, Packet packet) {
        return new PublishResult(outcome, Objects.requireNonNull(packet, "packet"), null);
    }

    /**
     * Makes the result of a QoS 2 message that was delivered.
     *
     * @param pubRec the PUBREC with which the server took it
     * @param last the PUBCOMP that ended it
     * @return the result
     */
    public static PublishResult of(PubRec pubRec, Packet last) {
        return new PublishResult(
                Outcome.DELIVERED, Objects.requireNonNull(last, "last"), Objects.requireNonNull(pubRec, "pubRec"));
    }

    /**
     * Returns what is known of the message.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Returns the packet that ended it.
     *
     * @return PUBACK, PUBREC or PUBCOMP; empty for QoS 0 and where no packet came
     */
    public Optional<Packet> packet() {
        return Optional.ofNullable(packet);
    }

    /**
     * Returns the PUBREC of a delivered QoS 2 message. Its Reason Code in MQTT 5.0 can be No matching subscribers (0x10),
     * which PUBCOMP does not tell.
     *
     * @return empty for QoS 0 and 1; where the server refused the message with PUBREC, {@link #packet()} is that
     */
    public Optional<PubRec> pubRec() {
        return Optional.ofNullable(pubRec);
    }

    /**
     * Tells whether the message was delivered.
     *
     * @return true for {@link Outcome#DELIVERED}
     */
    public boolean delivered() {
        return outcome == Outcome.DELIVERED;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PublishResult that
                && outcome == that.outcome
                && Objects.equals(packet, that.packet)
                && Objects.equals(pubRec, that.pubRec);
    }

    @Override
    public int hashCode() {
        return Objects.hash(outcome, packet, pubRec);
    }

    @Override
    public String toString() {
        return "PublishResult[" + outcome + (packet == null ? "" : ", " + packet) + "]";
    }
}
