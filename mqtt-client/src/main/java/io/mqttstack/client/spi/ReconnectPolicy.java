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
     * @param attempt the number of the attempt to decide about: 1 after a connection that had stood for 10 s or longer,
     *     then counting up
     * @param cause why the connection or the last attempt ended. Its {@linkplain MqttException#packet() packet} is the
     *     CONNACK or DISCONNECT with the server's Reason Code, where one came; {@link MqttException#retryable()} is the
     *     client's own judgement of it: false for a session that was taken over, or a refusal that the same CONNECT would
     *     meet again
     * @param random numbers from 0 (inclusive) to 1 (exclusive), the runtime's own
     */
    record Failure(int attempt, MqttException cause, DoubleSupplier random) {
        /**
         * Checks that all is there.
         *
         * @param attempt 1 or more
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
     * Always the same wait, as {@code MqttClient} documents it. Gives up on what is not retryable.
     *
     * @param delay zero or more
     * @return the policy
     */
    static ReconnectPolicy fixed(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("The wait before a reconnect must not be negative: " + delay);
        }
        return failure -> failure.cause().retryable() ? Optional.of(delay) : Optional.empty();
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
