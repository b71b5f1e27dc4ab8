package io.mqttstack.client.internal.session;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubRec;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A message on its way to the server, and whoever waits for it. */
public abstract non-sealed class Outbound extends Exchange {
    /** Where a message of QoS 1 or 2 stands; QoS 0 never leaves WAITING. */
    enum Stage {
        /** Not sent. */
        WAITING,
        /** PUBLISH sent, no PUBACK or PUBREC yet. */
        PUBLISHED,
        /** PUBREC received and PUBREL sent, no PUBCOMP yet. */
        RELEASED
    }

    final long enqueuedAt;
    Stage stage = Stage.WAITING;
    /** Whether its PUBLISH was sent at any time, so that it may have arrived. */
    boolean sent;

    int order;
    boolean ended;

    /** The list that holds it now, if any. */
    @Nullable
    OutboundList home;

    @Nullable
    Outbound previous;

    @Nullable
    Outbound next;

    private final Message message;

    /** A PublishResult or an MqttException, once it has ended; before that the PUBREC, if one came. */
    private @Nullable Object outcome;

    /**
     * Takes a message.
     *
     * @param message the message
     * @param enqueuedAt the time in nanoseconds, from which its Message Expiry Interval counts
     */
    protected Outbound(Message message, long enqueuedAt) {
        this.message = message;
        this.enqueuedAt = enqueuedAt;
    }

    /**
     * Returns the message.
     *
     * @return as the application gave it
     */
    public final Message message() {
        return message;
    }

    /**
     * Tells what is left of the Message Expiry Interval.
     *
     * @param now the time in nanoseconds
     * @return nanoseconds, which may be below 0; {@link Long#MAX_VALUE}: it never expires
     */
    public final long nanosLeft(long now) {
        OptionalLong interval = message.messageExpiryInterval();
        return interval.isEmpty()
                ? Long.MAX_VALUE
                : TimeUnit.SECONDS.toNanos(interval.getAsLong()) - (now - enqueuedAt);
    }

    /**
     * Tells how long ago the application gave it.
     *
     * @param now the time in nanoseconds
     * @return nanoseconds
     */
    public final long age(long now) {
        return now - enqueuedAt;
    }

    /**
     * Asks whether it may still be let in: whoever waits for it may have given up before.
     *
     * @return false: it was withdrawn, and nobody waits for it
     */
    public boolean admit() {
        return true;
    }

    /**
     * Tells whether the waiter is a thread, which may be woken in the event loop itself.
     *
     * @return false: told on the executor, in a batch
     */
    public abstract boolean direct();

    /**
     * Tells whether somebody waits for it who has to be told when the client ends, though the message goes on.
     *
     * @return false: it is an earlier client's, and nobody does
     */
    public boolean waits() {
        return true;
    }

    /**
     * Returns what tells it from the others that are under way.
     *
     * @return any number; those of later messages are greater, until they wrap around
     */
    final int number() {
        return order;
    }

    /** Notes the PUBREC with which the server took it. */
    final void received(PubRec packet) {
        outcome = packet;
    }

    /** How it ended well, with what the server said on the way. */
    final PublishResult delivered(Packet last) {
        return outcome instanceof PubRec pubRec
                ? PublishResult.of(pubRec, last)
                : PublishResult.of(PublishResult.Outcome.DELIVERED, last);
    }

    /**
     * Notes how it ended, for {@link #tell()}.
     *
     * @param result how it ended, or null where it failed
     * @param failure why it failed, or null where there is a result
     */
    public final void ended(@Nullable PublishResult result, @Nullable MqttException failure) {
        outcome = result != null ? result : failure;
    }

    /** Tells the waiter how it ended, once. */
    public final void tell() {
        if (outcome instanceof PublishResult result) {
            tell(result, null);
        } else {
            tell(null, (MqttException) outcome);
        }
    }

    /**
     * Tells the waiter, once.
     *
     * @param result how it ended, or null where it failed
     * @param failure why it failed, or null where there is a result
     */
    protected abstract void tell(@Nullable PublishResult result, @Nullable MqttException failure);
}
