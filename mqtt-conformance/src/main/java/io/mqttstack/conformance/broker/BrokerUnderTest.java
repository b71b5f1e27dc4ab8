package io.mqttstack.conformance.broker;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An MQTT broker that a test connects to and, where it is {@linkplain #controllable() controllable}, breaks.
 *
 * <pre>
 *              start              pause
 *   stopped ----------&gt; running ----------&gt; paused
 *      ^                |  |  ^--------------'  |
 *      '----------------'  |        resume      |
 *         stop, kill       '------- kill -------'
 * </pre>
 *
 * <p>Where it listens and the data directory stay the same from the first start until the broker is closed. Methods may be
 * called by any thread, and one call waits for another to end. A call that waits has a bound of its own, at most two
 * minutes.
 */
public interface BrokerUnderTest extends AutoCloseable {

    /** {@return the name by which {@link Brokers} knows this broker, or its URL} */
    String name();

    /** {@return the versions that the broker speaks, unmodifiable, never empty} */
    Set<ProtocolVersion> versions();

    /** {@return whether {@link #versions()} are those that it speaks, rather than those that are worth trying} */
    default boolean versionsKnown() {
        return controllable();
    }

    /** {@return the highest QoS that the broker carries} */
    QoS maximumQoS();

    /** {@return why the broker cannot be started on this machine, for instance what to install; empty if it can} */
    Optional<String> unavailable();

    /** {@return whether stop, kill, pause and resume are supported: a broker known by its URL only is left alone} */
    boolean controllable();

    /** {@return the credentials that a client should send; empty if the broker accepts clients without} */
    Optional<Credentials> credentials();

    /** {@return the address of the listener that everybody has, without brackets} */
    String host();

    /**
     * Returns the TCP port of that listener.
     *
     * @return from 1 to 65535
     * @throws IllegalStateException before the first start
     */
    int port();

    /** {@return what most clients come over: TCP, unless a URL says otherwise} */
    default Carrier carrier() {
        return Carrier.TCP;
    }

    /**
     * Returns everything that the broker listens on and that was asked for, or is known.
     *
     * @return the listeners; one of them is that of {@link #carrier()}; unmodifiable
     * @throws IllegalStateException before the first start
     */
    default Map<Carrier, Listener> listeners() {
        return Map.of(Carrier.TCP, Listener.tcp(host(), port()));
    }

    /** {@return whether the broker's process lives, paused or not; for a URL, whether it was started and not closed} */
    boolean running();

    /**
     * Starts the broker and returns when its listener accepts connections; the first time with an empty or inherited
     * data directory, later with what the last run left there.
     *
     * @throws BrokerException when the broker is unavailable or does not start; the message holds its last output
     * @throws IllegalStateException when it runs already or is closed
     * @throws InterruptedException when interrupted; no process is left then
     */
    void start() throws InterruptedException;

    /**
     * Asks the broker to end in order and waits for that. Does nothing when it does not run; resumes it when paused.
     *
     * @throws BrokerException when it had to be killed because it did not end in time
     * @throws UnsupportedOperationException when not controllable
     * @throws InterruptedException when interrupted; the broker is killed then
     */
    void stop() throws InterruptedException;

    /**
     * Ends the broker by SIGKILL, as a failure of its process would, and waits until it is gone. Does nothing when it
     * does not run.
     *
     * @throws BrokerException when it cannot be killed
     * @throws UnsupportedOperationException when not controllable
     * @throws InterruptedException when interrupted; the signal was sent then
     */
    void kill() throws InterruptedException;

    /**
     * Stops and starts again, with the same port and data directory.
     *
     * @throws InterruptedException when interrupted; no process is left then
     */
    default void restart() throws InterruptedException {
        stop();
        start();
    }

    /**
     * Halts the broker by SIGSTOP: connections stay open, nothing is read or sent any more.
     *
     * @throws BrokerException when the signal cannot be sent
     * @throws IllegalStateException when it does not run
     * @throws UnsupportedOperationException when not controllable
     * @throws InterruptedException when interrupted; whether the broker is halted is unknown then
     */
    void pause() throws InterruptedException;

    /**
     * Lets a paused broker go on, by SIGCONT.
     *
     * @throws BrokerException when the signal cannot be sent
     * @throws IllegalStateException when it does not run
     * @throws UnsupportedOperationException when not controllable
     * @throws InterruptedException when interrupted; whether the broker goes on is unknown then
     */
    void resume() throws InterruptedException;

    /** {@return the last lines that the broker printed since its last start, oldest first; unmodifiable, bounded} */
    List<String> log();

    /**
     * Ends the broker at once, as {@link #kill} does, if it runs and is controllable. To keep its state in good order,
     * call {@link #stop} first. The data directory is left to the caller. May be called again.
     */
    @Override
    void close();
}
