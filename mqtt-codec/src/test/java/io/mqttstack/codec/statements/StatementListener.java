package io.mqttstack.codec.statements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes what the tests that passed have shown, a line each, into the file that the system property
 * {@code statements.file} names. Without the property, and when tests were selected with {@code -Dtest}, it does nothing.
 */
public final class StatementListener implements TestExecutionListener {
    private final Map<String, List<Shown>> reported = new ConcurrentHashMap<>();
    private final List<Shown> shown = new ArrayList<>();

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String text = entry.getKeyValuePairs().get(Shown.KEY);
        if (text != null) {
            reported.computeIfAbsent(test.getUniqueId(), id -> new ArrayList<>())
                    .add(Shown.parse(text));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        List<Shown> entries = reported.remove(test.getUniqueId());
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            return;
        }
        synchronized (shown) {
            if (entries != null) {
                shown.addAll(entries);
            }
            test.getSource()
                    .filter(MethodSource.class::isInstance)
                    .map(MethodSource.class::cast)
                    .ifPresent(this::annotated);
        }
    }

    private void annotated(MethodSource source) {
        Shows shows = source.getJavaMethod().getAnnotation(Shows.class);
        if (shows != null) {
            String name = source.getJavaClass().getSimpleName() + "." + source.getMethodName();
            for (String text : shows.value()) {
                shown.add(Shown.parse(text + " " + name));
            }
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        String file = System.getProperty("statements.file");
        if (file == null || System.getProperty("test") != null) {
            return;
        }
        synchronized (shown) {
            try {
                Files.write(
                        Path.of(file),
                        shown.stream().map(Shown::toString).sorted().distinct().toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
