package io.mqttstack.bench.transport;

import io.mqttstack.bench.process.Footprint;
import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.process.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Opens connections, finds out what they occupy while nothing happens on them, and closes them. */
abstract class Idle implements Work {
    private static final int LEFT_OVER = 64;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    /** Opens a connection, and returns when it is open. */
    abstract Opened connect() throws IOException, InterruptedException, ExecutionException;

    /** An open connection. */
    interface Opened {

        /** Begins to close it. */
        Future<?> close();
    }

    @Override
    public final Outcome run(long units) throws IOException, InterruptedException, ExecutionException {
        connect().close().get(); // what is made with the first connection is not counted
        Footprint before = Footprint.now();
        Footprint after = whileOpen(units);
        awaitGone(before, units);
        return new Outcome(units, after.since(before, units));
    }

    private Footprint whileOpen(long units) throws IOException, InterruptedException, ExecutionException {
        List<Opened> connections = new ArrayList<>((int) units);
        for (long unit = 0; unit < units; unit++) {
            connections.add(connect());
        }
        Footprint after = Footprint.now();
        List<Future<?>> closing = new ArrayList<>();
        connections.forEach(each -> closing.add(each.close()));
        for (Future<?> each : closing) {
            each.get();
        }
        return after;
    }

    /** What is closed has to leave the heap, soon if not at once. */
    private static void awaitGone(Footprint before, long units) throws IOException {
        long start = System.nanoTime();
        Footprint now = Footprint.now();
        while (now.heap() > before.heap() + units * LEFT_OVER) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new IllegalStateException("Closed connections occupy " + now.since(before, units));
            }
            now = Footprint.now();
        }
    }
}
