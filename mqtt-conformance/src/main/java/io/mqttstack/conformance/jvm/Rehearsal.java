package io.mqttstack.conformance.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How to make a program load what it will need. The program is started, prints a line when it is ready, is sent lines and
 * answers each of them by a line, and ends when its input does.
 *
 * @param arguments the program's arguments, given a directory that is there for the rehearsal alone
 * @param lines what is sent; may be empty
 */
public record Rehearsal(Function<Path, List<String>> arguments, List<String> lines) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Keeps a copy of the lines. */
    public Rehearsal {
        lines = List.copyOf(lines);
    }

    /** Runs the program from its beginning to its end. */
    void play(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LIMIT.toSeconds(), TimeUnit.SECONDS));
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String answer = output.readLine();
            for (String line : lines) {
                if (answer != null) {
                    input.write(line + "\n");
                    input.flush();
                    answer = output.readLine();
                }
            }
            input.close();
            while (answer != null) {
                answer = output.readLine();
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("a rehearsal ended with exit status " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in a rehearsal", e);
        } finally {
            limit.cancel(false);
            process.destroyForcibly();
        }
    }
}
