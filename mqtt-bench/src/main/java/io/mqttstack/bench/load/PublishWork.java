package io.mqttstack.bench.load;

import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.sink.SinkQuestions;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Publishes numbered messages from one thread. A run ends when the library has told of all and the sink has counted all. */
public final class PublishWork extends ClientWork {
    private static final int MESSAGES_ALONE = 10_000;

    private final SinkQuestions sink;

    /**
     * Connects.
     *
     * @param arguments those of {@link ClientWork}
     * @throws Exception if the client throws it
     */
    public PublishWork(List<String> arguments) throws Exception {
        super(arguments);
        sink = new SinkQuestions(port);
        connect();
    }

    @Override
    public Outcome run(long units) throws Exception {
        Run run = nextRun();
        double ofMessages = bytesOfMessages(run);
        long before = Allocations.sum();
        Window open = new Window(window);
        for (long sequence = 0; sequence < units; sequence++) {
            open.take();
            client.publish(client.message(Run.TOPIC, run.payload(sequence), qos), open);
        }
        open.drain();
        sink.requireAll(run.number(), units);
        double each = (double) (Allocations.sum() - before) / units;
        return new Outcome(units, Map.of("bytesBeyondTheMessage", each - ofMessages));
    }

    /** What it takes to make a message, which the library is not to blame for. */
    private double bytesOfMessages(Run run) {
        long before = Allocations.sum();
        int hash = 0;
        for (int i = 0; i < MESSAGES_ALONE; i++) {
            hash |= System.identityHashCode(client.message(Run.TOPIC, run.payload(i), qos));
        }
        if (hash == 0) {
            throw new IllegalStateException("No message has an identity");
        }
        return (double) (Allocations.sum() - before) / MESSAGES_ALONE;
    }

    @Override
    public void close() {
        super.close();
        try {
            sink.close();
        } catch (IOException e) {
            throw new IllegalStateException("The questions to the sink do not end", e);
        }
    }
}
