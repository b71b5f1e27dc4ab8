package io.mqttstack.client.spi;

import io.mqttstack.client.MqttException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Decides whether and when to connect again. Called in the event loop: must not block.
 *
 * <p>Asked after a connection that had been accepted once has ended, and after each attempt since then that failed; not
 * when the application disconnects.
 */
@FunctionalInterface
public interface ReconnectPolicy {

    /**
     * What has happened.
     *
     * @param attempt the number of the attempt to decide about: 1 after a steady connection, which stood for a minute or
     *     longer; then counting up
     * @param shortLived how many connections the server has accepted since the last steady one that ended sooner, zero or
     *     more. Many of them are what two clients with one Client Identifier look like, which MQTT before 5.0 does not
     *     tell: each connection of one ends the other's
     * @param cause why the connection or the last attempt ended. Its {@linkplain MqttException#packet() packet} is the
     *     CONNACK or DISCONNECT with the server's Reason Code, where one came; {@link MqttException#retryable()} is the
     *     client's own judgement of it: false for a session that was taken over, or a refusal that the same CONNECT would
     *     meet again
     * @param random numbers from 0 (inclusive) to 1 (exclusive), the runtime's own
     */
    record Failure(int attempt, int shortLived, MqttException cause, DoubleSupplier random) {
        /**
         * Checks that all is there.
         *
         * @param attempt 1 or more
         * @param shortLived zero or more
         * @param cause why
         * @param random numbers from 0 to 1
         */
        public Failure {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(random, "random");
        }
    }

    /**
     * Decides about the next attempt.
     *
     * @param failure what has happened
     * @return the wait before the attempt, zero or more; empty: none is made, and the client stops with the cause
     */
    Optional<Duration> delay(Failure failure);

    /**
     * The same wait each time, as {@code MqttClient} documents it. Gives up on what is not retryable.
     *
     * <p>It backs off in one case: from the fourth connection in a row that was accepted and did not last a
     * minute (see {@link Failure#shortLived()}) the wait is doubled with each, starting from no less than 100 ms, up to 30 s
     * or {@code delay} where that is longer. So two clients with one Client Identifier do not fight at full speed.
     *
     * @param delay zero or more
     * @return the policy
     */
    static ReconnectPolicy fixed(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("The wait before a reconnect must not be negative: " + delay);
        }
        return failure -> {
            if (!failure.cause().retryable()) {
                return Optional.empty();
            }
            int doublings = failure.shortLived() - BackOff.TOLERATED;
            if (doublings <= 0) {
                return Optional.of(delay);
            }
            Duration cap = delay.compareTo(BackOff.MOST) > 0 ? delay : BackOff.MOST;
            Duration base = delay.compareTo(BackOff.LEAST) > 0 ? delay : BackOff.LEAST;
            Duration longer = base.multipliedBy(1L << Math.min(doublings, 20));
            return Optional.of(longer.compareTo(cap) < 0 ? longer : cap);
        };
    }

    /**
     * Exponential with full jitter: a random time between zero and {@code first * 2^(attempt - 1)}, which is capped.
     * Many clients that lost one server do not come back at the same moment. Gives up on what is not retryable.
     *
     * @param first the bound for the first attempt, more than zero
     * @param most the cap, at least {@code first}
     * @return the policy
     */
    static ReconnectPolicy exponential(Duration first, Duration most) {
        Objects.requireNonNull(most, "most");
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "The first wait must be above zero and the cap no less: " + first + ", " + most);
        }
        return failure -> {
            if (!failure.cause().retryable()) {
                return Optional.empty();
            }
            double bound = Math.min((double) most.toMillis(), first.toMillis() * Math.pow(2, failure.attempt() - 1.0));
            return Optional.of(
                    Duration.ofMillis((long) (bound * failure.random().getAsDouble())));
        };
    }
}
