package io.mqttstack.bench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The source tree that the running code was built in, as far as there is one, and what git says of it. */
final class Checkout {
    private final Optional<Path> module;

    Checkout(Optional<Path> module) {
        this.module = module;
    }

    /** Looks where this class was loaded from: {@code mqtt-bench/target/classes}, or a jar in {@code target}. */
    static Checkout ofRunningCode() {
        CodeSource source = Checkout.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return new Checkout(Optional.empty());
        }
        try {
            Path target = Path.of(source.getLocation().toURI()).getParent();
            return new Checkout(Optional.ofNullable(target)
                    .filter(path -> path.endsWith("target"))
                    .map(Path::getParent)
                    .filter(path -> Files.isRegularFile(path.resolve("pom.xml"))));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of the running code is no file: " + source.getLocation(), e);
        }
    }

    /** {@return the module's directory} */
    Optional<Path> module() {
        return module;
    }

    /** {@return the full hash of the commit; empty without git or a repository} */
    Optional<String> commit() {
        return git("rev-parse", "HEAD");
    }

    /** {@return whether files differ from the commit, those of earlier results aside; false without git} */
    boolean changed() {
        return git("status", "--porcelain", "--", ":/", ":(exclude)results")
                .filter(text -> !text.isEmpty())
                .isPresent();
    }

    private Optional<String> git(String... arguments) {
        if (module.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of("git", "-C", module.get().toString()));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notInstalled) {
            // Results of a copy without git are results too; their commit is unknown.
            return Optional.empty();
        }
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("git was started, yet its answer cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while git was at work", e);
        }
    }
}
