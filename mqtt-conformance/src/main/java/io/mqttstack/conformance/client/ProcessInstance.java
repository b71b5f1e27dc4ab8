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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A running process that speaks the line protocol. It is killed with all processes that it has started when it is closed, at
 * the latest with this JVM.
 */
final class ProcessInstance implements ClientInstance {
    private static final Duration HELLO = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Process process;
    private final Consumer<Event> events;
    private final LogTail log = new LogTail();
    private final CompletableFuture<JsonNode> hello = new CompletableFuture<>();
    private final Thread hook;
    private volatile boolean closed;

    private ProcessInstance(String name, Process process, Consumer<Event> events) {
        this.name = name;
        this.process = process;
        this.events = events;
        this.hook = new Thread(this::destroyTree, name + "-hook");
    }

    static ProcessInstance start(String name, List<String> command, Consumer<Event> events) throws IOException {
        ProcessInstance instance = new ProcessInstance(name, new ProcessBuilder(command).start(), events);
        instance.begin();
        return instance;
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
                if (!hello.complete(node) && !closed) {
                    events.accept(EventJson.read(node));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            end = "its output is not of the protocol: " + e.getMessage();
        }
        hello.completeExceptionally(new ClientException(end));
        if (!closed) {
            events.accept(new Event.Failed(Event.UNASKED, name + ": " + end));
        }
    }

    @Override
    public String version() {
        return hello.join().path("version").asText();
    }

    @Override
    public Set<Feature> features() {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        hello.join().path("features").forEach(each -> Feature.of(each.asText()).ifPresent(features::add));
        return Collections.unmodifiableSet(features);
    }

    @Override
    public synchronized void perform(int number, Command command) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((JSON.writeValueAsString(CommandJson.write(number, command)) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            events.accept(new Event.Failed(number, name + " reads no commands: " + e.getMessage()));
        }
    }

    @Override
    public List<String> log() {
        return log.lines();
    }

    @Override
    public void close() {
        closed = true;
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
