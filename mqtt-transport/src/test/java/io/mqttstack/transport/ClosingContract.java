package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.TransportException.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How connections end. */
public abstract class ClosingContract extends TransferContract {

    /** What a peer that is cut off may be told. */
    protected Set<Kind> cutKinds() {
        return EnumSet.of(Kind.RESET);
    }

    /** Whether the end of a connection differs from a cut: TLS and WebSocket say goodbye, a socket does not. */
    protected boolean noticesTruncation() {
        return false;
    }

    @Test
    void closesFromTheClient() {
        Pair pair = openPair();
        pair.client().connection().close();
        assertEquals(Optional.empty(), pair.client().awaitClosed());
        assertEquals(Optional.empty(), pair.server().awaitClosed());
    }

    @Test
    void closesFromTheServer() {
        Pair pair = openPair();
        pair.server().connection().close();
        assertEquals(Optional.empty(), pair.server().awaitClosed());
        assertEquals(Optional.empty(), pair.client().awaitClosed());
        pair.client().awaitEvent("inputEnded");
    }

    @Test
    void closesFromBothSidesAtOnce() {
        for (int i = 0; i < 20; i++) {
            Pair pair = openAnotherPair();
            pair.client().connection().close();
            pair.server().connection().close();
            assertEquals(Optional.empty(), pair.client().awaitClosed());
            assertEquals(Optional.empty(), pair.server().awaitClosed());
        }
    }

    private Pair openAnotherPair() {
        Recorder client = connect(listeningEndpoint(), clientOptions().build(), recorder());
        client.awaitOpened();
        return new Pair(client, nextAccepted().awaitOpened());
    }

    @Test
    void closesFromInsideEachCallback() {
        for (Consumer<ByteConnection> end :
                java.util.List.<Consumer<ByteConnection>>of(ByteConnection::close, ByteConnection::abort)) {
            for (BiConsumer<Recorder, Consumer<ByteConnection>> where :
                    java.util.List.<BiConsumer<Recorder, Consumer<ByteConnection>>>of(
                            Recorder::onOpened,
                            (recorder, action) -> recorder.onReceived((c, d, o, l) -> action.accept(c)),
                            Recorder::onReadCompleted,
                            Recorder::onInputEnded)) {
                Recorder client = recorder();
                where.accept(client, connection -> {
                    end.accept(connection);
                    connection.output(10).putInt(1);
                    connection.flush();
                    assertFalse(client.isClosed(), "closed is never called inside close() or abort()");
                });
                connect(listeningEndpoint(), clientOptions().build(), client);
                Recorder server = nextAccepted();
                server.awaitOpened();
                server.connection().loop().execute(() -> {
                    send(server.connection(), "x");
                    server.connection().shutdownOutput();
                });
                assertEquals(Optional.empty(), client.awaitClosed());
                server.awaitClosed();
            }
        }
    }

    @Test
    void receivesNothingAfterClosing() {
        Recorder client = recorder();
        client.onReceived((connection, data, offset, length) -> connection.close());
        server(recorder -> recorder.onOpened(connection -> {
            for (int i = 0; i < 100; i++) {
                put(connection, "x".repeat(10_000));
                connection.flush();
            }
        }));
        Pair pair = pair(client, clientOptions().build());
        client.awaitClosed();
        pair.server().awaitClosed();
        assertTrue(client.total() <= 65_536, () -> "received " + client.total());
    }

    @Test
    void deliversWhatWasFlushedBeforeClosing() {
        byte[] content = new byte[3_000_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = Pattern.at(i);
        }
        Pair pair = openPair();
        inLoop(pair.client(), connection -> {
            connection.output(content.length).put(content);
            connection.flush();
            connection.close();
        });
        assertEquals(Optional.empty(), pair.client().awaitClosed());
        assertEquals(Optional.empty(), pair.server().awaitClosed());
        assertArrayEquals(content, pair.server().bytes());
    }

    @Test
    void deliversTheLastWordsToAPeerThatIsTalking() {
        for (int i = 0; i < 20; i++) {
            server(recorder -> recorder.onOpened(connection -> connection.loop().execute(() -> {
                put(connection, "the last words");
                connection.flush();
                connection.close();
            })));
            Recorder client = recorder();
            client.onOpened(connection -> {
                for (int j = 0; j < 20; j++) {
                    put(connection, "x".repeat(1_000));
                    connection.flush();
                }
            });
            connect(listeningEndpoint(), clientOptions().build(), client);
            assertEquals(Optional.empty(), nextAccepted().awaitClosed());
            expectText(client, "the last words");
            assertEquals(Optional.empty(), client.awaitClosed());
        }
    }

    @Test
    void endsItsOutput() {
        Pair pair = openPair();
        inLoop(pair.client(), connection -> {
            put(connection, "question");
            connection.shutdownOutput();
            put(connection, "dropped");
            connection.flush();
        });
        assertEquals(Optional.empty(), pair.server().awaitClosed());
        assertEquals(Optional.empty(), pair.client().awaitClosed());
        expectText(pair.server(), "question");
    }

    /** An answer after the end of the question arrives where {@link #halfCloses()}; elsewhere it is dropped. */
    @Test
    void halfClosesInBothDirections() {
        server(recorder -> recorder.onInputEnded(connection -> {
            send(connection, "the answer comes afterwards");
            connection.shutdownOutput();
            connection.shutdownOutput();
        }));
        Pair pair = openPair();
        inLoop(pair.client(), connection -> {
            put(connection, "question");
            connection.shutdownOutput();
            put(connection, "dropped");
            connection.flush();
        });
        assertEquals(Optional.empty(), pair.client().awaitClosed());
        assertEquals(Optional.empty(), pair.server().awaitClosed());
        expectText(pair.server(), "question");
        expectText(pair.client(), halfCloses() ? "the answer comes afterwards" : "");
        pair.client().awaitEvent("inputEnded");
    }

    @Test
    void resetEndsThePeer() {
        server(recorder -> recorder.onOpened(ByteConnection::pauseReading));
        Pair pair = openPair();
        inLoop(pair.client(), connection -> {
            connection.output(20_000_000).put(new byte[20_000_000]);
            connection.flush();
        });
        pair.server().connection().abort();
        assertEquals(Optional.empty(), pair.server().awaitClosed());
        TransportException cause = pair.client().awaitClosed().orElseThrow();
        assertTrue(cutKinds().contains(cause.kind()), cause::toString);
        assertTrue(
                cause.getMessage()
                        .contains(pair.client().connection().endpoint().toString()),
                cause::getMessage);
    }

    @Test
    void noticesAConnectionThatWasCutInTheMiddle() {
        Relay relay = relay(listeningEndpoint(), 65_536);
        Pair pair = openPair(relay);
        send(pair.client(), "all of this");
        expectText(pair.server(), "all of this");
        relay.endAfter(3);
        send(pair.client(), "...and little of that");
        Optional<Kind> truncated = noticesTruncation() ? Optional.of(Kind.TRUNCATED) : Optional.empty();
        assertEquals(truncated, pair.client().awaitClosed().map(TransportException::kind));
        assertEquals(truncated, pair.server().awaitClosed().map(TransportException::kind));
        expectText(pair.server(), noticesTruncation() ? "all of this" : "all of this...");
    }

    @Test
    void givesUpClosingWhenThePeerTakesNothing() {
        Duration timeout = Duration.ofMillis(300);
        server(recorder -> recorder.onOpened(ByteConnection::pauseReading));
        Pair pair = pair(
                recorder(),
                clientOptions().connectTimeout(Duration.ofSeconds(2)).build());
        pair.client().awaitOpened();
        pair.server().awaitOpened();
        inLoop(pair.client(), connection -> {
            connection.output(20_000_000).put(new byte[20_000_000]);
            connection.flush();
            connection.close();
        });
        Await.quiet(pair.client().connection().loop());
        elapse(Duration.ofSeconds(2).plus(timeout));
        assertEquals(Kind.TIMED_OUT, pair.client().awaitClosed().orElseThrow().kind());
    }

    @Test
    void abortsWhenAHandlerThrows() {
        for (BiConsumer<Recorder, Consumer<ByteConnection>> where :
                java.util.List.<BiConsumer<Recorder, Consumer<ByteConnection>>>of(
                        Recorder::onOpened,
                        (recorder, action) -> recorder.onReceived((c, d, o, l) -> action.accept(c)),
                        Recorder::onReadCompleted,
                        Recorder::onInputEnded)) {
            Recorder client = recorder();
            Rejected thrown = new Rejected();
            where.accept(client, connection -> {
                throw thrown;
            });
            connect(listeningEndpoint(), clientOptions().build(), client);
            Recorder server = nextAccepted();
            server.await("an event", recorder -> recorder.isOpened() || recorder.isClosed());
            server.connection().loop().execute(() -> {
                if (!server.isClosed()) {
                    send(server.connection(), "x");
                    server.connection().close();
                }
            });
            TransportException cause = client.awaitClosed().orElseThrow();
            assertEquals(Kind.FAILED, cause.kind());
            assertSame(thrown, cause.getCause());
            server.awaitClosed();
        }
        openAnotherPair().closeAndCheck();
    }

    @Test
    void ignoresCallsAfterTheEnd() {
        Pair pair = openPair();
        ByteConnection connection = pair.client().connection();
        connection.close();
        pair.client().awaitClosed();
        inLoop(pair.client(), closed -> {
            closed.output(100).put(new byte[100]);
            closed.flush();
            closed.pauseReading();
            closed.resumeReading();
            closed.shutdownOutput();
            closed.close();
            closed.abort();
            assertEquals(0, closed.pendingBytes());
            assertEquals(Optional.empty(), closed.remoteAddress());
        });
        Await.quiet(connection.loop());
        pair.server().awaitClosed();
    }
}
