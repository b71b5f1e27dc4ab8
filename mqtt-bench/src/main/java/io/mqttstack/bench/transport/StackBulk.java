package io.mqttstack.bench.transport;

import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.process.Work;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.nio.NioTransport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Sends or receives much over one TLS connection of ours. */
public final class StackBulk implements Work, ByteHandler {
    private static final int PIECES_A_FLUSH = 4;

    private final Job job;
    private final NioTransport transport = NioTransport.create();
    private final byte[] piece = new byte[Traffic.PIECE];
    private final ByteConnection connection;
    private final CompletableFuture<ByteConnection> opened = new CompletableFuture<>();
    private CountDownLatch done = new CountDownLatch(0);
    private long toReceive;
    private long toSend;

    /**
     * Connects.
     *
     * @param arguments the job, the provider, and what the other end answered
     */
    public StackBulk(List<String> arguments) {
        job = Job.valueOf(arguments.get(0));
        TlsContender tls = TlsContender.of(arguments.get(1), arguments.get(2));
        transport.connect(tls.endpoint(), tls.connecting(), transport.loop(), this);
        connection = opened.join();
    }

    @Override
    public Outcome run(long units) throws InterruptedException {
        done = new CountDownLatch(1);
        connection.loop().execute(() -> begin(units));
        Traffic.await(done);
        return Outcome.of(units);
    }

    private void begin(long units) {
        toReceive = job == Job.SEND ? 1 : units * Traffic.PIECE;
        toSend = job == Job.SEND ? units : 0;
        byte[] request = Traffic.request(job, units * Traffic.PIECE);
        connection.output(request.length).put(request);
        connection.flush();
        writable(connection);
    }

    @Override
    public void writable(ByteConnection to) {
        while (toSend > 0 && to.isWritable()) {
            for (int count = 0; count < PIECES_A_FLUSH && toSend > 0; count++) {
                to.output(piece.length).put(piece);
                toSend--;
            }
            to.flush();
        }
    }

    @Override
    public void received(ByteConnection from, byte[] data, int offset, int length) {
        toReceive -= length;
        if (toReceive == 0) {
            done.countDown();
        }
    }

    @Override
    public void opened(ByteConnection usable) {
        opened.complete(usable);
    }

    @Override
    public void closed(ByteConnection ended, Optional<TransportException> cause) {
        cause.ifPresent(opened::completeExceptionally);
    }

    @Override
    public void close() {
        transport.close();
    }
}
