package io.mqttstack.conformance.broker;

import io.mqttstack.conformance.program.LogTail;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program and whatever it starts in turn, from its start to its end. Its output is read by two threads of its own,
 * so that it never blocks on a full pipe, and kept within bounds. When the JVM ends first, a shutdown hook kills it.
 */
final class BrokerProcess {

    private static final Duration KILLED = Duration.ofSeconds(20);
    private static final Duration SIGNALLED = Duration.ofSeconds(10);
    private static final Duration PRINTED = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int LINES_IN_MESSAGE = 20;

    /** The announcement of a program that makes none. */
    static final Pattern NO_ANNOUNCEMENT = Pattern.compile("(?!)");

    private final String name;
    private final Process process;
    private final LogTail log = new LogTail();
    private final CompletableFuture<String> announced = new CompletableFuture<>();
    private final List<Thread> readers;
    private final Thread hook;

    private BrokerProcess(String name, Process process, Pattern announcement) {
        this.name = name;
        this.process = process;
        readers = List.of(
                reader(process.getInputStream(), line -> {
                    Matcher matcher = announcement.matcher(line);
                    if (matcher.find()) {
                        announced.complete(matcher.group());
                    }
                }),
                reader(process.getErrorStream(), line -> {}));
        hook = new Thread(this::destroyTree, name + "-hook");
    }

    private Thread reader(InputStream output, Consumer<String> listener) {
        Thread thread = new Thread(() -> log.drain(output, listener), name + "-output");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts a program.
     *
     * @param name for messages
     * @param command the program, its arguments, environment and directory
     * @param announcement found in the line of standard output that says that it is ready
     * @return the running process
     */
    static BrokerProcess start(String name, ProcessBuilder command, Pattern announcement) {
        Process process;
        try {
            process = command.start();
        } catch (IOException e) {
            throw new BrokerException(name + " cannot be run: " + e.getMessage(), e);
        }
        BrokerProcess started = new BrokerProcess(name, process, announcement);
        started.readers.forEach(Thread::start);
        try {
            Runtime.getRuntime().addShutdownHook(started.hook);
        } catch (IllegalStateException e) {
            started.destroyTree();
            throw new BrokerException(name + " is not started while the JVM ends", e);
        }
        return started;
    }

    /** Waits for the announcement and returns what was found. */
    String awaitAnnouncement(Duration limit) throws InterruptedException {
        try {
            CompletableFuture.anyOf(announced, process.onExit()).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw failure("was not ready within " + limit, e);
        }
        if (!process.isAlive()) {
            throw ended();
        }
        return announced.join();
    }

    /** Waits until something accepts connections on the port of this host. */
    void awaitPort(int port, Duration limit) throws InterruptedException {
        await(() -> accepts(port), "port " + port, limit);
    }

    /** Waits until something accepts connections on the Unix socket. */
    void awaitSocket(Path socket, Duration limit) throws InterruptedException {
        await(() -> accepts(socket), "socket " + socket, limit);
    }

    private void await(BooleanSupplier accepts, String what, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!accepts.getAsBoolean()) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ended();
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("did not listen on " + what + " within " + limit);
            }
        }
        if (!process.isAlive()) {
            throw ended();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(FreePorts.address(port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean accepts(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a signal, for instance STOP, to the program and all that it started. */
    void signal(String signal) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -" + signal + " \"$@\"", "sh"));
        tree().forEach(handle -> command.add(Long.toString(handle.pid())));
        try {
            Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
            kill.getOutputStream().close();
            if (!kill.waitFor(SIGNALLED.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
                kill.destroyForcibly();
                throw failure("could not be sent SIG" + signal);
            }
        } catch (IOException e) {
            throw failure("could not be sent SIG" + signal, e);
        }
    }

    /** Asks the program to end by closing its standard input. */
    void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw failure("has no input to close", e);
        }
    }

    /** Asks the program to end by SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end that was asked for; kills what does not end in time, and says so. */
    void awaitEnd(Duration limit) throws InterruptedException {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                forget();
                return;
            }
        } catch (InterruptedException e) {
            destroyTree();
            throw e;
        }
        kill();
        throw failure("did not stop within " + limit + " and was killed");
    }

    /** Kills the program and all that it started, and waits until the program is gone. */
    void kill() throws InterruptedException {
        destroyTree();
        forget();
        if (!process.waitFor(KILLED.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failure("survived SIGKILL for " + KILLED);
        }
    }

    /** Kills like {@link #kill()}; an interruption only ends the wait, and stays set for the caller to see. */
    void end() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills without waiting, which takes a moment only and cannot be interrupted. */
    private void destroyTree() {
        tree().forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> tree() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs by itself and finds nothing left to kill.
            return;
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    List<String> log() {
        return log.lines();
    }

    private BrokerException ended() throws InterruptedException {
        for (Thread reader : readers) {
            reader.join(PRINTED.toMillis());
        }
        return failure("ended with status " + process.exitValue());
    }

    private BrokerException failure(String what) {
        return new BrokerException(message(what));
    }

    private BrokerException failure(String what, Exception cause) {
        return new BrokerException(message(what), cause);
    }

    private String message(String what) {
        List<String> lines = log.lines();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_IN_MESSAGE), lines.size());
        return last.isEmpty() ? name + " " + what : name + " " + what + "; it printed:\n  " + String.join("\n  ", last);
    }
}
