package io.mqttstack.conformance.broker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker in a container of an engine on this machine. Its port is published on the loopback address. What the container
 * writes lasts as long as the container, that is until the broker is closed.
 *
 * <p>Which versions it speaks is found by trying, since the image may be anybody's. The options of the broker are not
 * for it, but for the credentials where the definition of the image knows how to hand them in.
 */
final class ContainerBroker extends UnknownBroker {
    /** Begins the name of a broker that {@link ContainerImage} defines. */
    static final String PREFIX = "container:";

    /** Begins the name of a broker that is known by its image alone. */
    static final String IMAGE_PREFIX = "image:";

    private static final int MQTT_PORT = 1883;
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int STOP_SECONDS = 30;
    private static final Duration KILLED = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LINES = 200;

    private final ContainerImage image;
    private final FreePorts ports;
    private @Nullable GenericContainer<?> container;
    private int port;
    private boolean paused;
    private boolean closed;

    ContainerBroker(String name, ContainerImage image, Optional<Credentials> credentials, FreePorts ports) {
        super(name, credentials);
        this.image = image;
        this.ports = ports;
    }

    /** The container is ready when the broker in it answers, which the library need not find out. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }

    @Override
    public Optional<String> unavailable() {
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of(
                        "no container engine answers; start Docker, or let DOCKER_HOST name the socket of another");
    }

    @Override
    public boolean controllable() {
        return true;
    }

    @Override
    public String host() {
        return FreePorts.HOST;
    }

    @Override
    public synchronized int port() {
        if (port == 0) {
            throw new IllegalStateException(name() + " was never started");
        }
        return port;
    }

    @Override
    public synchronized boolean running() {
        return container != null && container.isRunning();
    }

    @Override
    public synchronized void start() throws InterruptedException {
        if (closed || running()) {
            throw new IllegalStateException(name() + (closed ? " is closed" : " runs already"));
        }
        unavailable().ifPresent(reason -> {
            throw new BrokerException(name() + " cannot be started: " + reason);
        });
        boolean started = false;
        try {
            if (container == null) {
                create();
            } else {
                engine().startContainerCmd(container.getContainerId()).exec();
            }
            paused = false;
            awaitAnswer();
            started = true;
        } catch (ContainerLaunchException | DockerException e) {
            throw new BrokerException(name() + " cannot be started from " + image.image() + ": " + reason(e), e);
        } finally {
            if (!started) {
                remove();
            }
        }
    }

    private void create() {
        if (port == 0) {
            port = ports.next();
        }
        GenericContainer<?> made = new GenericContainer<>(DockerImageName.parse(image.image()));
        made.setPortBindings(List.of(host() + ":" + port + ":" + MQTT_PORT));
        made.setStartupCheckStrategy(new IsRunningStartupCheckStrategy());
        made.setWaitStrategy(new NoWait());
        if (!image.command().isEmpty()) {
            made.setCommand(image.command().toArray(String[]::new));
        }
        image.environment().forEach((key, value) -> made.addEnv(key, withCredentials(value)));
        container = made;
        made.start();
    }

    private String withCredentials(String value) {
        return credentials()
                .map(known -> value.replace("{user}", known.user()).replace("{password}", known.password()))
                .orElse(value);
    }

    /** The engine takes connections for a container before anybody listens in it: what counts is an answer. */
    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!MqttProbe.answers(host(), port)) {
            if (ends(POLL)) {
                throw new BrokerException(name() + " ended" + printed());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new BrokerException(name() + " did not answer within " + START_LIMIT + printed());
            }
        }
    }

    /** Waits a while for the container to end, and tells whether it has. */
    private boolean ends(Duration longest) throws InterruptedException {
        if (container == null) {
            return true;
        }
        try (WaitContainerResultCallback end =
                engine().waitContainerCmd(container.getContainerId()).start()) {
            return end.awaitCompletion(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new BrokerException(name() + ": the engine does not say whether it runs", e);
        }
    }

    private String printed() {
        List<String> lines = log();
        return lines.isEmpty() ? "" : "; it printed:\n  " + String.join("\n  ", lines);
    }

    /** The engine's own words are in the cause. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).strip();
    }

    @Override
    public synchronized void stop() {
        if (paused && running()) {
            resume();
        }
        if (running()) {
            command(id ->
                    engine().stopContainerCmd(id).withTimeout(STOP_SECONDS).exec());
        }
    }

    @Override
    public synchronized void kill() throws InterruptedException {
        if (running()) {
            command(id -> engine().killContainerCmd(id).exec());
            if (!ends(KILLED)) {
                throw new BrokerException(name() + " survived SIGKILL for " + KILLED);
            }
        }
    }

    @Override
    public synchronized void pause() {
        command(id -> engine().pauseContainerCmd(id).exec());
        paused = true;
    }

    @Override
    public synchronized void resume() {
        command(id -> engine().unpauseContainerCmd(id).exec());
        paused = false;
    }

    @FunctionalInterface
    private interface EngineCommand {
        void send(String containerId);
    }

    private void command(EngineCommand command) {
        if (container == null || !container.isRunning()) {
            throw new IllegalStateException(name() + " does not run");
        }
        try {
            command.send(container.getContainerId());
        } catch (DockerException e) {
            throw new BrokerException(name() + ": the engine refuses: " + e.getMessage(), e);
        }
    }

    private static DockerClient engine() {
        return DockerClientFactory.instance().client();
    }

    @Override
    public synchronized List<String> log() {
        if (container == null || container.getContainerId() == null) {
            return List.of();
        }
        List<String> lines =
                container.getLogs().lines().map(String::stripTrailing).toList();
        return List.copyOf(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    @Override
    public synchronized void close() {
        closed = true;
        remove();
    }

    private void remove() {
        if (container != null) {
            container.stop();
            container = null;
        }
    }
}
