package io.mqttstack.client.internal.connect;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.spi.ReconnectPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How often it went wrong in a row, for the reconnect policy. A connection is steady when it stood for a minute. A
 * shorter one does not start the counts anew: of two clients with one Client Identifier each lives as long as the other
 * waits, and they would fight for ever at full speed.
 */
public final class Attempts {
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final DoubleSupplier random;
    private int failures;
    private int shortLived;

    public Attempts(DoubleSupplier random) {
        this.random = random;
    }

    /** The application connects by itself. */
    public void startAnew() {
        failures = 0;
        shortLived = 0;
    }

    /** Whether a connection stood long enough. */
    public static boolean isSteady(Duration life) {
        return life.compareTo(STEADY) >= 0;
    }

    /** A connection that had been accepted has ended. */
    public void lived(Duration life) {
        if (isSteady(life)) {
            failures = 0;
            shortLived = 0;
        } else {
            shortLived++;
        }
    }

    /** Asks the policy about the next attempt. */
    public Optional<Duration> next(ReconnectPolicy policy, MqttException cause) {
        return policy.delay(new ReconnectPolicy.Failure(++failures, shortLived, cause, random));
    }
}
