package io.mqttstack.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mqttstack.conformance.program.LogTail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A running process that speaks the line protocol, and carries one client after the other. It is killed with all processes
 * that it has started when it is closed, at the latest with this JVM.
 */
final class ClientProcess implements AutoCloseable {
    private static final Duration HELLO = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RENEWING = Integer.MAX_VALUE;

    /** After so many clients a process is ended: what a library leaves behind shall not become much. */
    private static final int MOST_CLIENTS = 20;

    /** A process computes for a second before it says hello; with too many at once, those that run would be slow to answer. */
    private static final Semaphore STARTING = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    private final String name;
    private final Process process;
    private final LogTail log = new LogTail();
    private final CompletableFuture<JsonNode> hello = new CompletableFuture<>();
    private final Thread hook;
    private volatile Consumer<Event> listener = event -> {};
    private int clients;

    private ClientProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.hook = new Thread(this::destroyTree, name + "-hook");
    }

    /**
     * Starts a process and waits for its hello.
     *
     * @param name the name of the client
     * @param command the command line
     * @return the process, to be closed by the caller
     * @throws IOException if it cannot be started
     * @throws ClientException if it does not say hello
     */
    static ClientProcess start(String name, List<String> command) throws IOException {
        STARTING.acquireUninterruptibly();
        try {
            ClientProcess started = new ClientProcess(name, new ProcessBuilder(command).start());
            started.begin();
            return started;
        } finally {
            STARTING.release();
        }
    }

    private void begin() {
        daemon(() -> log.drain(process.getErrorStream(), line -> {}), "-log");
        daemon(this::read, "-events");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            JsonNode first = hello.get(HELLO.toSeconds(), TimeUnit.SECONDS);
            if (first.path("protocol").asInt() != ProtocolServer.PROTOCOL) {
                throw failed("speaks version " + first.path("protocol") + " of the protocol, not "
                        + ProtocolServer.PROTOCOL);
            }
        } catch (TimeoutException e) {
            throw failed("did not say hello within " + HELLO.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw failed("did not say hello: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        } catch (IllegalStateException e) {
            throw failed("is not started while the JVM ends");
        }
    }

    private ClientException failed(String what) {
        close();
        return new ClientException(name + " " + what + "; it printed: " + String.join("\n  ", log.lines()));
    }

    private void daemon(Runnable task, String suffix) {
        Thread thread = new Thread(task, name + suffix);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        String end = "its output ended";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = JSON.readTree(line);
                if (!hello.complete(node)) {
                    listener.accept(EventJson.read(node));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            end = "its output is not of the protocol: " + e.getMessage();
        }
        hello.completeExceptionally(new ClientException(end));
        listener.accept(new Event.Failed(Event.UNASKED, name + ": " + end));
    }

    /** {@return the version of the library} */
    String version() {
        return hello.join().path("version").asText();
    }

    /** {@return what the client has} */
    Set<Feature> features() {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        hello.join().path("features").forEach(each -> Feature.of(each.asText()).ifPresent(features::add));
        return Collections.unmodifiableSet(features);
    }

    /** {@return the last lines that were printed since the client began} */
    List<String> log() {
        return log.lines();
    }

    /** {@return whether it still runs} */
    boolean alive() {
        return process.isAlive();
    }

    /** Begins a client, which is as new. Its events are told to the listener by another thread. */
    void serve(Consumer<Event> events) {
        clients++;
        listener = events;
    }

    /** Tells the client what to do. */
    synchronized void perform(int number, Command command) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((JSON.writeValueAsString(CommandJson.write(number, command)) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            listener.accept(new Event.Failed(number, name + " reads no commands: " + e.getMessage()));
        }
    }

    /**
     * Ends the client, and has the process be as after its hello.
     *
     * @return whether it is so; otherwise the process has to be closed
     */
    boolean renew() {
        if (clients >= MOST_CLIENTS || !features().contains(Feature.RENEWAL)) {
            return false;
        }
        CompletableFuture<Boolean> renewed = new CompletableFuture<>();
        listener = event -> {
            if (event.command() == RENEWING) {
                renewed.complete(event instanceof Event.Renewed);
            }
        };
        perform(RENEWING, new Command.Renew());
        log.clear();
        try {
            return renewed.get(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Ends the process, with whatever it carries. Idempotent, bounded. */
    @Override
    public void close() {
        // Asked for now: the children of a process that has ended cannot be found any more.
        List<ProcessHandle> children = process.descendants().toList();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                destroyTree();
            }
        } catch (IOException e) {
            // It has ended already, or will now.
            destroyTree();
        } catch (InterruptedException e) {
            destroyTree();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook finds nothing left to kill.
            return;
        }
    }

    private void destroyTree() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
