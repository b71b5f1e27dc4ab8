package io.mqttstack.client.spi;

import java.time.Duration;

/** How the fixed policy backs off from connections that do not last. */
final class BackOff {
    /** So many in a row may be the network's or the server's doing. */
    static final int TOLERATED = 3;

    static final Duration LEAST = Duration.ofMillis(100);

    /** Less than what makes a connection steady, so that two that fight in this way go on to do so. */
    static final Duration MOST = Duration.ofSeconds(30);

    private BackOff() {}
}
