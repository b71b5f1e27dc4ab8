package io.mqttstack.client.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/** Decides how long to wait before the next attempt to connect. Called in the event loop: must not block. */
@FunctionalInterface
public interface ReconnectPolicy {

    /**
     * Returns the wait before an attempt.
     *
     * @param attempt 1 for the first attempt after a connection ended, then counting up until one succeeds
     * @param random numbers from 0 (inclusive) to 1 (exclusive), the runtime's own
     * @return zero or more
     */
    Duration delay(int attempt, DoubleSupplier random);

    /**
     * Always the same wait, as {@code MqttClient} documents it.
     *
     * @param delay zero or more
     * @return the policy
     */
    static ReconnectPolicy fixed(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("The wait before a reconnect must not be negative: " + delay);
        }
        return (attempt, random) -> delay;
    }

    /**
     * Exponential with full jitter: a random time between zero and {@code first * 2^(attempt - 1)}, which is capped.
     * Many clients that lost one server do not come back at the same moment.
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
        return (attempt, random) -> {
            double bound = Math.min((double) most.toMillis(), first.toMillis() * Math.pow(2, attempt - 1.0));
            return Duration.ofMillis((long) (bound * random.getAsDouble()));
        };
    }
}
