package io.mqttstack.bench.load;

import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.sink.Tally;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Receives a flood of numbered messages. A run ends when the handler has had the one behind the last. A library may drop messages
 * of QoS 0, and with them that one: it is asked for again then.
 */
public final class ReceiveWork extends ClientWork {
    private static final int TRIES = 100;
    private static final long TRY_MILLIS = 300;
    private static final long PATIENCE_MILLIS = 60_000;

    /**
     * Connects.
     *
     * @param arguments those of {@link ClientWork}
     * @throws Exception if the client throws it
     */
    public ReceiveWork(List<String> arguments) throws Exception {
        super(arguments);
        connect();
    }

    @Override
    public Outcome run(long units) throws Exception {
        Run run = nextRun();
        Tally tally = new Tally();
        CountDownLatch last = new CountDownLatch(1);
        long before = Allocations.sum();
        LoadedClient.Handler handler = (number, sequence) -> {
            if (number == run.number()) {
                if (sequence < 0) {
                    last.countDown();
                } else {
                    tally.arrived(sequence);
                }
            }
        };
        client.subscribe(filter(run, units), qos, handler);
        if (qos == 0) {
            awaitUnreliable(run, tally, last, handler);
        } else if (!last.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("Of " + units + " messages only " + tally.count() + " came");
        }
        long lost = units - tally.count();
        if (tally.disordered() > 0 || (lost != 0 && qos > 0)) {
            throw new IllegalStateException(
                    "Of " + units + " messages " + lost + " are lost and " + tally.disordered() + " out of order");
        }
        double each = (double) (Allocations.sum() - before) / units;
        return new Outcome(units, Map.of("bytes", each, "lost", (double) lost));
    }

    /** Waits for the last; asks for it again where for some time nothing came. */
    private void awaitUnreliable(Run run, Tally tally, CountDownLatch last, LoadedClient.Handler handler)
            throws Exception {
        long before = -1;
        for (int i = 0; i < TRIES; i++) {
            if (last.await(TRY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            if (tally.count() == before) {
                client.subscribe(filter(run, 0), qos, handler);
            }
            before = tally.count();
        }
        throw new IllegalStateException("The end of the flood did not come behind " + tally.count() + " messages");
    }

    private String filter(Run run, long count) {
        return "flood/" + run.number() + "/" + count + "/" + window + "/" + Run.PAYLOAD;
    }
}
