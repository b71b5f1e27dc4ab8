package io.mqttstack.conformance.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does the same work with several subjects, a few beside each other, and tells of it as if one had come after the other. */
final class InTurn {
    private static final long END_SECONDS = 60;

    /** Those of which there is something to tell, in the order in which that began. */
    private final BlockingQueue<Lines> begun = new LinkedBlockingQueue<>();

    private InTurn() {}

    /**
     * What is done.
     *
     * @param <R> what comes of it
     */
    interface Work<R> {
        /** Works with one subject, and tells of it in lines. */
        R with(String subject, Consumer<String> tell) throws IOException, InterruptedException;
    }

    /** What is to be told of one subject; the last line is empty. Filled by one thread. */
    private final class Lines {
        final BlockingQueue<Optional<String>> queue = new LinkedBlockingQueue<>();
        private boolean first = true;

        void add(Optional<String> line) {
            queue.add(line);
            if (first) {
                first = false;
                begun.add(this);
            }
        }
    }

    /**
     * Works with all subjects.
     *
     * @param atATime with how many at the same time
     * @param subjects the subjects
     * @param work what is done with each, by a thread of its own
     * @param tell told by the calling thread: of one subject as the work goes on, then of the next, in the order in which
     *     there began to be something to tell
     * @return what came of each, in the order of the subjects
     * @throws IOException if the work with one of them fails with that; it is thrown when all are done
     * @throws InterruptedException if interrupted; all is given up
     */
    static <R> List<R> all(int atATime, List<String> subjects, Work<R> work, Consumer<String> tell)
            throws IOException, InterruptedException {
        InTurn turns = new InTurn();
        ExecutorService threads = Executors.newFixedThreadPool(atATime);
        try {
            List<Future<R>> running = new ArrayList<>();
            for (String each : subjects) {
                running.add(threads.submit(() -> turns.work(each, work)));
            }
            for (int i = 0; i < subjects.size(); i++) {
                turns.tell(tell);
            }
            List<R> results = new ArrayList<>();
            for (Future<R> each : running) {
                results.add(result(each));
            }
            return results;
        } finally {
            threads.shutdownNow();
            // Whatever was started is ended before the caller takes away what it stands on.
            boolean unused = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        }
    }

    private <R> R work(String subject, Work<R> work) throws IOException, InterruptedException {
        Lines lines = new Lines();
        try {
            return work.with(subject, line -> lines.add(Optional.of(line)));
        } finally {
            lines.add(Optional.empty());
        }
    }

    private void tell(Consumer<String> tell) throws InterruptedException {
        Lines lines = begun.take();
        Optional<String> line = lines.queue.take();
        while (line.isPresent()) {
            tell.accept(line.get());
            line = lines.queue.take();
        }
    }

    private static <R> R result(Future<R> work) throws IOException, InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("The suite failed", e.getCause());
        }
    }
}
