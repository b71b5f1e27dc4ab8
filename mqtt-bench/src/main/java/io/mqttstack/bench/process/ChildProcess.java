package io.mqttstack.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, with the class path of this one. Used by one thread. */
public final class ChildProcess implements AutoCloseable {
    private static final String ENDED = "failure it ended without an answer";
    private static final Duration START = Duration.ofMinutes(3);
    private static final long SECONDS_TO_END = 30;

    private final Process process;
    private final PrintStream requests;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final String name;

    private ChildProcess(Launch launch) throws IOException {
        name = launch.program().getSimpleName() + " " + launch.arguments();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launch.jvmArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName()));
        command.add(launch.program().getName());
        command.addAll(launch.arguments());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a program and waits until it is made.
     *
     * @param launch what and how
     * @return the process, to be closed
     * @throws IOException if no process can be started
     * @throws IllegalStateException if the program cannot be made
     */
    public static ChildProcess start(Launch launch) throws IOException {
        return startAll(List.of(launch)).get(0);
    }

    /**
     * Starts programs at the same time and waits until all are made.
     *
     * @param launches what and how
     * @return the processes, each to be closed, in the same order
     * @throws IOException if a process cannot be started; none is left then
     * @throws IllegalStateException if a program cannot be made; none is left then
     */
    public static List<ChildProcess> startAll(List<Launch> launches) throws IOException {
        List<ChildProcess> children = new ArrayList<>();
        boolean made = false;
        try {
            for (Launch each : launches) {
                children.add(new ChildProcess(each));
            }
            for (ChildProcess each : children) {
                each.await(START);
            }
            made = true;
            return children;
        } finally {
            if (!made) {
                closeAll(children);
            }
        }
    }

    /**
     * Ends programs at the same time.
     *
     * @param children the processes
     */
    public static void closeAll(List<ChildProcess> children) {
        children.forEach(each -> each.requests.close());
        children.forEach(ChildProcess::close);
    }

    /**
     * Asks the program and waits.
     *
     * @param request one line
     * @param patience how long to wait
     * @return the program's answer
     * @throws IllegalStateException if it failed, ended, or did not answer in time
     */
    public String ask(String request, Duration patience) {
        requests.println(request);
        return await(patience);
    }

    /** {@return the CPU time that the process has used so far; zero when the system does not tell} */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private String await(Duration patience) {
        String line;
        try {
            line = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + name, interrupted);
        }
        if (line == null) {
            throw new IllegalStateException(name + " gave no answer within " + patience);
        }
        if (!line.startsWith(ChildMain.ANSWER)) {
            throw new IllegalStateException(name + ": " + line);
        }
        return line.substring(ChildMain.ANSWER.length());
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
            answers.add(ENDED);
        } catch (IOException broken) {
            answers.add(ENDED);
            throw new UncheckedIOException("The answers of " + name + " cannot be read", broken);
        }
    }

    /** Lets the program end, or destroys it when it does not within seconds. */
    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
