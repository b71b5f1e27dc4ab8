package io.mqttstack.client.internal.session;

/**
 * When to send PINGREQ and when to give the peer up. Times are nanoseconds of any origin.
 *
 * <p>PINGREQ goes out when nothing was sent for a Keep Alive [MQTT-3.1.2-20], and also when nothing was received for
 * one: a sender that is always busy would otherwise never notice that nobody listens. The peer is dead when, after
 * PINGREQ, nothing at all came within the time-out, or other packets but no PINGRESP within a further Keep Alive.
 */
public final class KeepAlive {
    private final long interval;
    private final long timeout;
    private long lastSent;
    private long lastReceived;
    private long pingedAt;
    private boolean awaiting;
    private boolean suspended;

    /**
     * Starts with a connection.
     *
     * @param interval the Keep Alive in force, in nanoseconds; 0: off
     * @param timeout how long a PINGRESP may take, in nanoseconds
     * @param now the time
     */
    public KeepAlive(long interval, long timeout, long now) {
        this.interval = interval;
        this.timeout = timeout;
        this.lastSent = now;
        this.lastReceived = now;
    }

    /** What to do now. */
    public enum Action {
        /** Nothing. */
        NONE,
        /** Send PINGREQ. */
        PING,
        /** Close the connection: the peer is dead. */
        GIVE_UP
    }

    /**
     * Something was sent.
     *
     * @param now the time
     */
    public void sent(long now) {
        lastSent = now;
    }

    /**
     * Something was received.
     *
     * @param now the time
     */
    public void received(long now) {
        lastReceived = now;
    }

    /** PINGRESP was received. */
    public void pingResponse() {
        awaiting = false;
    }

    /**
     * Reading has been paused by us, or goes on: while it is paused a PINGRESP cannot be seen.
     *
     * @param paused whether it is paused
     * @param now the time
     */
    public void readingPaused(boolean paused, long now) {
        if (suspended && !paused) {
            pingedAt = now;
            lastReceived = now;
        }
        suspended = paused;
    }

    /**
     * Decides what to do now; PING is expected to be followed at once.
     *
     * @param now the time
     * @return the action
     */
    public Action check(long now) {
        if (interval == 0) {
            return Action.NONE;
        }
        if (awaiting && !suspended && now - deadline() >= 0) {
            return Action.GIVE_UP;
        }
        boolean quiet = now - lastSent >= interval || (!awaiting && !suspended && now - lastReceived >= interval);
        if (!quiet) {
            return Action.NONE;
        }
        if (!awaiting) {
            awaiting = true;
            pingedAt = now;
        }
        lastSent = now;
        return Action.PING;
    }

    /**
     * Tells when to check next.
     *
     * @param now the time
     * @return nanoseconds from now, at least 1; {@link Long#MAX_VALUE}: never
     */
    public long nextCheck(long now) {
        if (interval == 0) {
            return Long.MAX_VALUE;
        }
        long next = lastSent + interval - now;
        if (!suspended) {
            next = Math.min(next, awaiting ? deadline() - now : lastReceived + interval - now);
        }
        return Math.max(1, next);
    }

    private long deadline() {
        long silent = (lastReceived - pingedAt > 0 ? lastReceived : pingedAt) + timeout;
        long answered = pingedAt + Math.max(interval, timeout);
        return silent - answered < 0 ? silent : answered;
    }
}
