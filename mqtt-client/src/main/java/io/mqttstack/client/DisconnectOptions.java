package io.mqttstack.client;

import java.time.Duration;
import java.util.Objects;

/**
 * How to disconnect.
 *
 * @param drain how long to wait for publishes that are not yet complete before DISCONNECT is sent; zero: not at all
 * @param publishWill 5.0 only: the server publishes the Will although the disconnection is orderly (0x04)
 */
public record DisconnectOptions(Duration drain, boolean publishWill) {
    /** Disconnects at once; the server deletes the Will. */
    public static final DisconnectOptions DEFAULT = new DisconnectOptions(Duration.ZERO, false);

    /**
     * Checks that the time is not negative.
     *
     * @param drain the longest wait
     * @param publishWill whether the Will is published
     */
    public DisconnectOptions {
        Objects.requireNonNull(drain, "drain");
        if (drain.isNegative()) {
            throw new IllegalArgumentException("The time to drain must not be negative: " + drain);
        }
    }

    /**
     * Waits for publishes that are under way, then disconnects.
     *
     * @param time the longest wait
     * @return the options
     */
    public static DisconnectOptions drain(Duration time) {
        return new DisconnectOptions(time, false);
    }
}
