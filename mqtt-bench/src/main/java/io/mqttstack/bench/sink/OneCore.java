package io.mqttstack.bench.sink;

import java.io.IOException;

/** Keeps this process on the first core, where the system has {@code taskset}. */
public final class OneCore {
    /** The argument that asks for it. */
    public static final String NAME = "one-core";

    private OneCore() {}

    /**
     * Moves all threads; those that are started later follow.
     *
     * @throws IOException if the system cannot
     */
    public static void use() throws IOException {
        String process = String.valueOf(ProcessHandle.current().pid());
        Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", "0", process)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (taskset.waitFor() != 0) {
                throw new IOException("taskset failed with " + taskset.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for taskset", e);
        }
    }
}
