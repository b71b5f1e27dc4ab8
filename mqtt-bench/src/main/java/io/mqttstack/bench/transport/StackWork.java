package io.mqttstack.bench.transport;

import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.process.Work;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.nio.NioTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Sends or receives messages with our transport, in one loop. */
public final class StackWork implements Work {
    private final Job job;
    private final NioTransport transport = NioTransport.create();
    private final EventLoop loop = transport.loop();
    private final Producer producer = new Producer();
    private final List<StackConnection> connections = new ArrayList<>();

    /**
     * Connects.
     *
     * @param arguments the job, the number of connections and the port
     */
    public StackWork(List<String> arguments) {
        job = Job.valueOf(arguments.get(0));
        int count = Integer.parseInt(arguments.get(1));
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", Integer.parseInt(arguments.get(2)));
        for (int index = 0; index < count; index++) {
            CompletableFuture<ByteConnection> opened = new CompletableFuture<>();
            StackConnection connection = new StackConnection(loop, producer, opened);
            transport.connect(endpoint, ConnectOptions.DEFAULT, loop, connection);
            opened.join();
            connections.add(connection);
        }
    }

    @Override
    public Outcome run(long units) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(connections.size());
        for (int index = 0; index < connections.size(); index++) {
            StackConnection connection = connections.get(index);
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
        transport.close();
    }
}
