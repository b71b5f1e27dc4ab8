package io.mqttstack.bench.transport;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.TransportException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A connection of ours. All but the handing over happens in its loop. */
final class StackConnection extends Lane implements ByteHandler {
    private static final byte[] MESSAGE = Traffic.message();
    private static final int BATCH = 512;

    private final EventLoop loop;
    private final Producer producer;
    private final CompletableFuture<ByteConnection> opened;
    private final MessageCounter counter = new MessageCounter();
    private final Runnable send = this::send;
    private @Nullable ByteConnection connection;
    private int unsent;
    private boolean stalled;
    private long awaited;
    private boolean answerAwaited;
    private CountDownLatch done = new CountDownLatch(0);

    StackConnection(EventLoop loop, Producer producer, CompletableFuture<ByteConnection> opened) {
        this.loop = loop;
        this.producer = producer;
        this.opened = opened;
    }

    EventLoop loop() {
        return loop;
    }

    /** Announces messages of this side; the latch is counted down when the other end has them all. */
    void announce(long messages, CountDownLatch latch) {
        done = latch;
        answerAwaited = true;
        put(Traffic.request(Traffic.SINK, messages * Traffic.MESSAGE, 0));
    }

    /** Asks for messages; the latch is counted down when they are here. */
    void ask(long messages, int piece, CountDownLatch latch) {
        done = latch;
        awaited = counter.count() + messages;
        put(Traffic.request(Traffic.SOURCE, messages * Traffic.MESSAGE, piece));
    }

    private void put(byte[] request) {
        open().output(request.length).put(request);
        open().flush();
    }

    private ByteConnection open() {
        ByteConnection known = connection;
        if (known == null) {
            throw new IllegalStateException("The connection is not open");
        }
        return known;
    }

    @Override
    void wake() {
        loop.execute(send);
    }

    /** Sends what waits, unless that is not advisable. */
    private void send() {
        if (stalled) {
            return; // what waits is taken when the connection is writable
        }
        ByteConnection known = open();
        unsent += take();
        while (unsent > 0 && known.isWritable()) {
            int count = Math.min(unsent, BATCH);
            for (int index = 0; index < count; index++) {
                known.output(Traffic.MESSAGE).put(MESSAGE);
            }
            unsent -= count;
            known.flush();
            producer.taken(count);
        }
        stalled = !known.isWritable();
    }

    @Override
    public void writable(ByteConnection from) {
        stalled = false;
        send();
    }

    @Override
    public void opened(ByteConnection usable) {
        connection = usable;
        opened.complete(usable);
    }

    @Override
    public void received(ByteConnection from, byte[] data, int offset, int length) {
        if (answerAwaited) {
            answerAwaited = false;
            done.countDown();
            return;
        }
        counter.add(data, offset, length);
        if (counter.ends(awaited)) {
            done.countDown();
        }
    }

    @Override
    public void closed(ByteConnection ended, Optional<TransportException> cause) {
        cause.ifPresent(opened::completeExceptionally);
    }
}
