package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How bytes travel, and what slows them down. */
public abstract class TransferContract extends OpeningContract {

    private static final int HIGH = 100_000;
    private static final int LOW = 20_000;

    @Test
    void keepsOrderAndContentInBothDirections() {
        long seed = new Random().nextLong();
        Pattern.Checker atServer = new Pattern.Checker();
        Pattern.Checker atClient = new Pattern.Checker();
        Pattern.Writer fromServer = new Pattern.Writer(largeTransfer() / 4, seed + 1, halfCloses());
        Pattern.Writer fromClient = new Pattern.Writer(largeTransfer(), seed, halfCloses());
        server(recorder -> recorder.onOpened(fromServer::write)
                .onWritable(fromServer::write)
                .onInputEnded(this::leaveOpen)
                .onReceived((c, data, offset, length) -> atServer.check(data, offset, length)));
        Recorder client = recorder()
                .onOpened(fromClient::write)
                .onWritable(fromClient::write)
                .onInputEnded(this::leaveOpen)
                .onReceived((c, data, offset, length) -> atClient.check(data, offset, length));
        Pair pair = pair(client, clientOptions().writeWaterMarks(LOW, HIGH).build());
        String note = "seed " + seed;
        if (!halfCloses()) {
            pair.server().awaitTotal(largeTransfer());
            pair.client().awaitTotal(largeTransfer() / 4).connection().close();
        }
        assertTrue(pair.server().awaitClosed().isEmpty(), note);
        assertTrue(pair.client().awaitClosed().isEmpty(), note);
        assertEquals(largeTransfer(), pair.server().total(), note);
        assertEquals(largeTransfer() / 4, pair.client().total(), note);
        assertEquals(-1, atServer.firstWrong(), note);
        assertEquals(-1, atClient.firstWrong(), note);
        assertTrue(fromClient.maximumPending() <= HIGH + 70_000 * 20L, note + ": " + fromClient.maximumPending());
    }

    /** Where output goes on after the end of input, it is the writer who ends the connection. */
    private void leaveOpen(ByteConnection connection) {
        if (!halfCloses()) {
            connection.close();
        }
    }

    @Test
    void carriesSingleBytes() {
        Pair pair = openPair();
        int count = 2_000;
        byte[] expected = new byte[count];
        for (int i = 0; i < count; i++) {
            expected[i] = Pattern.at(i);
        }
        for (int i = 0; i < count; i++) {
            int position = i;
            inLoop(pair.client(), connection -> {
                connection.output(1).put(expected[position]);
                connection.flush();
            });
        }
        pair.server().awaitTotal(count);
        assertArrayEquals(expected, pair.server().bytes());
    }

    @Test
    void arrivesOneByteAtATime() {
        server(recorder -> recorder.onReceived((c, data, offset, length) -> {
            c.output(length).put(data, offset, length);
            c.flush();
        }));
        Pair pair = openPair(relay(listeningEndpoint(), 1));
        String text = "one byte at a time, the handshake and the end too; ".repeat(20);
        send(pair.client(), text);
        expectText(pair.client(), text);
        pair.closeAndCheck();
        assertEquals(Optional.empty(), pair.client().awaitClosed());
        assertEquals(Optional.empty(), pair.server().awaitClosed());
    }

    @Test
    void waitsForASlowWriter() {
        Pair pair = openPair();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String text = "and " + i;
            expected.append(text);
            inLoop(
                    pair.client(),
                    connection -> connection.loop().schedule(Duration.ofMillis(2), () -> {
                        send(connection, text);
                    }));
            elapse(Duration.ofMillis(2));
            pair.server().awaitTotal(expected.length());
        }
        expectText(pair.server(), expected.toString());
        assertFalse(pair.client().isClosed());
        assertFalse(pair.server().isClosed());
    }

    @Test
    void sendsWhatWasPutOnlyWhenFlushed() {
        Pair pair = openPair();
        inLoop(pair.client(), connection -> {
            put(connection, "one");
            put(connection, "two");
            assertEquals(6, connection.pendingBytes());
        });
        inLoop(pair.server(), connection -> send(connection, "answer"));
        expectText(pair.client(), "answer");
        assertEquals(0, pair.server().total());
        inLoop(pair.client(), ByteConnection::flush);
        expectText(pair.server(), "onetwo");
    }

    @Test
    void lendsABigEndianArrayBuffer() {
        Pair pair = openPair();
        inLoop(pair.client(), connection -> {
            ByteBuffer empty = connection.output(0);
            assertTrue(empty.hasArray());
            ByteBuffer large = connection.output(1_000_000);
            assertTrue(large.hasArray());
            assertTrue(large.remaining() >= 1_000_000);
            assertEquals(ByteOrder.BIG_ENDIAN, large.order());
            large.putInt(0x31323334);
            connection.flush();
            connection.output(10);
            connection.flush();
            assertEquals(0, connection.pendingBytes());
            assertEquals(ByteOrder.BIG_ENDIAN, connection.output(1).order());
        });
        expectText(pair.server(), "1234");
    }

    @Test
    void answersInReadCompleted() {
        AtomicInteger count = new AtomicInteger();
        server(recorder -> recorder.onReceived((c, data, offset, length) -> {
                    count.addAndGet(length);
                    c.output(length).put(data, offset, length);
                })
                .onReadCompleted(ByteConnection::flush));
        Pair pair = openPair();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            String text = "ping" + i;
            expected.append(text);
            send(pair.client(), text);
            pair.client().awaitTotal(expected.length());
        }
        expectText(pair.client(), expected.toString());
    }

    @Test
    void slowReaderHoldsUpTheWriter() {
        AtomicLong written = new AtomicLong();
        AtomicInteger resumed = new AtomicInteger();
        server(recorder -> recorder.onOpened(ByteConnection::pauseReading).onReceived((c, d, o, l) -> {}));
        Recorder client = recorder().onWritable(c -> resumed.incrementAndGet());
        Pair pair = pair(client, clientOptions().writeWaterMarks(LOW, HIGH).build());
        client.awaitOpened();
        pair.server().awaitOpened();
        int portion = 10_000;
        Await.until("the writer is held up", () -> {
            inLoop(client, connection -> {
                for (int i = 0; i < 20 && connection.isWritable(); i++) {
                    connection.output(portion).put(new byte[portion]);
                    connection.flush();
                    written.addAndGet(portion);
                }
                long pending = connection.pendingBytes();
                assertTrue(pending <= HIGH + 2 * portion, "pending " + pending);
                assertEquals(pending <= HIGH, connection.isWritable());
            });
            boolean[] heldUp = new boolean[1];
            inLoop(client, connection -> heldUp[0] = !connection.isWritable());
            return heldUp[0];
        });
        inLoop(pair.server(), ByteConnection::resumeReading);
        pair.server().awaitTotal(written.get());
        Await.until("writable is called", () -> resumed.get() > 0);
        inLoop(client, connection -> assertTrue(connection.isWritable()));
        inLoop(client, connection -> assertEquals(0, connection.pendingBytes()));
        pair.closeAndCheck();
    }

    @Test
    void pausesAndResumesWithoutLoss() {
        int total = 300_000;
        Pattern.Checker checker = new Pattern.Checker();
        Pattern.Writer writer = new Pattern.Writer(total, 7, true);
        server(recorder -> recorder.onReceived((c, data, offset, length) -> {
            checker.check(data, offset, length);
            c.pauseReading();
            c.loop().execute(c::resumeReading);
        }));
        Pair pair = pair(
                recorder().onOpened(writer::write).onWritable(writer::write).onInputEnded(c -> {}),
                clientOptions().build());
        pair.server().awaitTotal(total);
        assertEquals(-1, checker.firstWrong());
        assertTrue(pair.server().awaitClosed().isEmpty());
    }

    @Test
    void receivesNothingWhilePaused() {
        Pair pair = openPair();
        inLoop(pair.server(), ByteConnection::pauseReading);
        send(pair.client(), "later");
        for (int i = 0; i < 20; i++) {
            Await.quiet(pair.server().connection().loop());
        }
        assertEquals(0, pair.server().total());
        inLoop(pair.server(), ByteConnection::resumeReading);
        expectText(pair.server(), "later");
        assertFalse(pair.server().isClosed());
    }
}
