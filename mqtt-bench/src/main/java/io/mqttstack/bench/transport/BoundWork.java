package io.mqttstack.bench.transport;

import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.process.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Sends or receives messages with the {@link BoundLoop}. */
public final class BoundWork implements Work {
    private final Job job;
    private final BoundLoop loop = new BoundLoop();
    private final Producer producer = new Producer();
    private final List<BoundConnection> connections = new ArrayList<>();

    /**
     * Connects.
     *
     * @param arguments the job, the number of connections and the port
     * @throws IOException if it cannot
     */
    public BoundWork(List<String> arguments) throws IOException {
        job = Job.valueOf(arguments.get(0));
        int count = Integer.parseInt(arguments.get(1));
        for (int index = 0; index < count; index++) {
            connections.add(new BoundConnection(loop, producer, Integer.parseInt(arguments.get(2))));
        }
    }

    @Override
    public Outcome run(long units) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(connections.size());
        for (int index = 0; index < connections.size(); index++) {
            BoundConnection connection = connections.get(index);
            long share = Traffic.share(units, index, connections.size());
            switch (job) {
                case SEND -> loop.execute(() -> connection.announce(share, latch));
                case RECEIVE -> loop.execute(() -> connection.ask(share, job.piece(connections.size()), latch));
            }
        }
        if (job == Job.SEND) {
            producer.produce(connections, units);
        }
        Traffic.await(latch);
        return Outcome.of(units);
    }

    @Override
    public void close() {
        loop.close();
    }
}
