package io.mqttstack.bench.transport;

import io.mqttstack.bench.peer.NettyTls;
import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.process.Work;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Sends or receives much over one TLS connection of Netty. */
public final class NettyBulk implements Work {
    private final Job job;
    private final NettyTls netty;
    private final NettyTls.Connection connection;
    private final byte[] piece = new byte[Traffic.PIECE];
    private final AtomicLong toReceive = new AtomicLong();
    private volatile CountDownLatch done = new CountDownLatch(0);

    /**
     * Connects.
     *
     * @param arguments the job, the provider, and what the other end answered
     */
    public NettyBulk(List<String> arguments) {
        job = Job.valueOf(arguments.get(0));
        netty = TlsContender.of(arguments.get(1), arguments.get(2)).netty();
        connection = netty.connect(this::received).toCompletableFuture().join();
    }

    private void received(int bytes) {
        if (toReceive.addAndGet(-bytes) == 0) {
            done.countDown();
        }
    }

    @Override
    public Outcome run(long units) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        done = latch;
        toReceive.set(job == Job.SEND ? 1 : units * Traffic.PIECE);
        connection.send(Traffic.request(job, units * Traffic.PIECE));
        if (job == Job.SEND) {
            connection.send(piece, units);
        }
        Traffic.await(latch);
        return Outcome.of(units);
    }

    @Override
    public void close() {
        netty.close();
    }
}
