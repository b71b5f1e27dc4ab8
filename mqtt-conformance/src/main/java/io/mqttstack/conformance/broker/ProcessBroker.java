package io.mqttstack.conformance.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A broker that runs as a process of this machine. Its subclasses say what to run and how it is asked to end; they are
 * called with the lock of this object held.
 */
abstract class ProcessBroker implements BrokerUnderTest {

    /** Enough for the slowest broker on a busy machine; one that has died is noticed at once. */
    static final Duration START_LIMIT = Duration.ofSeconds(90);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final BrokerOptions options;
    private final FreePorts ports;
    private @Nullable Endpoints endpoints;
    private @Nullable BrokerProcess process;
    private boolean paused;
    private boolean closed;

    ProcessBroker(String name, BrokerOptions options, FreePorts ports) {
        this.name = name;
        this.options = options;
        this.ports = ports;
    }

    /**
     * Writes the configuration and says what to run.
     *
     * @param directory where to keep everything; exists
     * @param listeners where the broker has to listen, TCP among it
     */
    abstract ProcessBuilder command(Path directory, Endpoints listeners) throws IOException, InterruptedException;

    /** {@return what the broker can listen on besides TCP, all at once} */
    abstract Set<Carrier> carriers();

    /** {@return the path of its WebSocket listeners} */
    String webSocketPath() {
        return "/mqtt";
    }

    /** {@return what the broker prints when it is ready; by default nothing, and it is ready when its port answers} */
    Pattern announcement() {
        return BrokerProcess.NO_ANNOUNCEMENT;
    }

    /** Asks the process to end, without waiting for it. */
    void askToEnd(BrokerProcess running) {
        running.terminate();
    }

    /** Ends what runs beside the broker, after the broker was stopped or closed. */
    void release() {}

    final BrokerOptions options() {
        return options;
    }

    /** {@return another port for this broker's own use} */
    final int anotherPort() {
        return ports.next();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean controllable() {
        return true;
    }

    @Override
    public Optional<Credentials> credentials() {
        return options.credentials();
    }

    @Override
    public final String host() {
        return FreePorts.HOST;
    }

    @Override
    public final synchronized int port() {
        return chosen().port(Carrier.TCP);
    }

    @Override
    public final synchronized Map<Carrier, Listener> listeners() {
        return chosen().listeners(options.tls());
    }

    private Endpoints chosen() {
        if (endpoints == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return endpoints;
    }

    @Override
    public final synchronized boolean running() {
        return process != null && process.alive();
    }

    @Override
    public final synchronized void start() throws InterruptedException {
        if (closed || running()) {
            throw new IllegalStateException(name + (closed ? " is closed" : " runs already"));
        }
        unavailable().ifPresent(reason -> {
            throw new BrokerException(name + " cannot be started: " + reason);
        });
        boolean started = false;
        try {
            Path directory = Files.createDirectories(options.dataDirectory());
            Endpoints listeners = endpoints == null ? choose(directory) : endpoints;
            endpoints = listeners;
            listeners.removeSocket();
            process = BrokerProcess.start(name, command(directory, listeners), announcement());
            paused = false;
            awaitReady(process, listeners);
            started = true;
        } catch (IOException e) {
            throw new BrokerException(name + " cannot be prepared in " + options.dataDirectory(), e);
        } finally {
            if (!started) {
                killAll();
            }
        }
    }

    private Endpoints choose(Path directory) {
        Set<Carrier> wanted = EnumSet.noneOf(Carrier.class);
        wanted.addAll(options.carriers());
        wanted.retainAll(carriers());
        return Endpoints.choose(ports, wanted, webSocketPath(), directory);
    }

    private void awaitReady(BrokerProcess started, Endpoints listeners) throws InterruptedException {
        if (announcement() != BrokerProcess.NO_ANNOUNCEMENT) {
            started.awaitAnnouncement(START_LIMIT);
        }
        listeners.await(started, START_LIMIT);
    }

    @Override
    public final synchronized void stop() throws InterruptedException {
        BrokerProcess running = process;
        try {
            if (running != null && running.alive()) {
                if (paused) {
                    resume();
                }
                askToEnd(running);
                running.awaitEnd(STOP_LIMIT);
            }
        } finally {
            release();
        }
    }

    @Override
    public final synchronized void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public final synchronized void pause() throws InterruptedException {
        requireRunning().signal("STOP");
        paused = true;
    }

    @Override
    public final synchronized void resume() throws InterruptedException {
        requireRunning().signal("CONT");
        paused = false;
    }

    private BrokerProcess requireRunning() {
        BrokerProcess running = process;
        if (running == null || !running.alive()) {
            throw new IllegalStateException(name + " does not run");
        }
        return running;
    }

    @Override
    public final synchronized List<String> log() {
        return process == null ? List.of() : process.log();
    }

    @Override
    public final synchronized void close() {
        closed = true;
        killAll();
    }

    /** Also when this thread is interrupted: the processes are gone, or at least signalled. */
    private void killAll() {
        try {
            if (process != null) {
                process.end();
            }
        } finally {
            release();
        }
    }
}
