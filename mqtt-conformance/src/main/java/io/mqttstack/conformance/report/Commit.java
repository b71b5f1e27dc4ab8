package io.mqttstack.conformance.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Which commit a working tree is of. */
public final class Commit {
    private static final int SECONDS = 10;

    private Commit() {}

    /**
     * Asks git.
     *
     * @param home the top directory of the sources
     * @return for instance {@code , commit b16d2f0} or {@code , commit b16d2f0 with changes}; empty where git says nothing
     */
    public static String of(Path home) {
        if (!Files.exists(home.resolve(".git"))) {
            return "";
        }
        try {
            Process git = new ProcessBuilder(
                            "git", "-C", home.toString(), "describe", "--always", "--abbrev=7", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            // Two words fit into the pipe, so that what is said can be read afterwards.
            if (!git.waitFor(SECONDS, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return "";
            }
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (git.exitValue() != 0) {
                return "";
            }
            return ", commit " + said.replace("-dirty", " with changes");
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
