package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.TransportException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** How connections come about, or do not. */
public abstract class OpeningContract extends TransportFixture {

    @Test
    void opensBothEnds() {
        Transport.Listening listening = listen();
        Recorder client = connect(listening.endpoint(), clientOptions().build(), recorder());
        client.awaitOpened();
        Recorder server = nextAccepted().awaitOpened();
        assertEquals(listening.endpoint(), client.connection().endpoint());
        assertEquals(listening.endpoint(), server.connection().endpoint());
        new Pair(client, server).closeAndCheck();
    }

    @Test
    void acceptsManyConnections() {
        Transport.Listening listening = listen();
        int count = 50;
        for (int i = 0; i < count; i++) {
            connect(listening.endpoint(), clientOptions().build(), recorder().onOpened(c -> send(c, "hello")))
                    .awaitOpened();
        }
        for (int i = 0; i < count; i++) {
            expectText(nextAccepted(), "hello");
        }
    }

    @Test
    void reportsRefusal() {
        Recorder client = connect(refusingEndpoint(), clientOptions().build(), recorder());
        TransportException cause = client.awaitClosed().orElseThrow();
        assertEquals(Kind.REFUSED, cause.kind(), cause::toString);
        assertTrue(cause.getMessage().contains(refusingEndpoint().toString()), cause::getMessage);
        assertFalse(client.isOpened());
    }

    @Test
    void reportsASchemeOfAnotherTransport() {
        Endpoint other = foreignEndpoint();
        Recorder client = connect(other, clientOptions().build(), recorder());
        assertEquals(Kind.UNSUPPORTED_SCHEME, client.awaitClosed().orElseThrow().kind());
        TransportException listening = assertThrows(
                TransportException.class,
                () -> transport.listen(other, serverOptions().build(), c -> recorder()));
        assertEquals(Kind.UNSUPPORTED_SCHEME, listening.kind());
    }

    @Test
    void timesOut() {
        Duration timeout = Duration.ofMillis(300);
        Recorder client = connect(
                silentEndpoint(), clientOptions().connectTimeout(timeout).build(), recorder());
        elapse(timeout);
        TransportException cause = client.awaitClosed().orElseThrow();
        assertEquals(Kind.TIMED_OUT, cause.kind(), cause::toString);
        assertFalse(client.isOpened());
    }

    @Test
    void cancelsWhileConnecting() {
        Recorder client = recorder();
        ByteConnection connection =
                transport.connect(silentEndpoint(), clientOptions().build(), transport.loop(), client);
        Await.quiet(connection.loop());
        connection.close();
        connection.close();
        connection.abort();
        assertEquals(Kind.CANCELLED, client.awaitClosed().orElseThrow().kind());
        Await.quiet(connection.loop());
    }

    @Test
    void endsOnceWhenClosedAtOnce() {
        Transport.Listening listening = listen();
        for (int i = 0; i < 50; i++) {
            Recorder client = recorder();
            ByteConnection connection =
                    transport.connect(listening.endpoint(), clientOptions().build(), transport.loop(), client);
            if (i % 2 == 0) {
                connection.close();
            } else {
                connection.abort();
            }
            Optional<TransportException> cause = client.awaitClosed();
            assertEquals(!client.isOpened(), cause.isPresent());
            cause.ifPresent(why -> assertEquals(Kind.CANCELLED, why.kind()));
            Await.quiet(connection.loop());
        }
    }

    @Test
    void hasNoOutputBeforeItIsOpen() {
        Recorder client = recorder();
        ByteConnection connection =
                transport.connect(silentEndpoint(), clientOptions().build(), transport.loop(), client);
        java.util.concurrent.CompletableFuture<Throwable> thrown = new java.util.concurrent.CompletableFuture<>();
        connection
                .loop()
                .execute(() -> thrown.complete(assertThrows(IllegalStateException.class, () -> connection.output(1))));
        Await.until("the task ran", thrown::isDone);
        connection.abort();
        client.awaitClosed();
    }

    @Test
    void stopsListening() {
        Transport.Listening listening = listen();
        Recorder client = connect(listening.endpoint(), clientOptions().build(), recorder())
                .awaitOpened();
        Recorder server = nextAccepted().awaitOpened();
        listening.close();
        listening.close();
        Await.until("connecting fails", () -> {
            Recorder late = connect(listening.endpoint(), clientOptions().build(), recorder());
            return late.awaitClosed().isPresent();
        });
        send(client, "still there");
        expectText(server, "still there");
        transport.listen(listening.endpoint(), serverOptions().build(), c -> recorder());
    }

    @Test
    void refusesAnAddressInUse() {
        Transport.Listening listening = listen();
        TransportException failure = assertThrows(
                TransportException.class,
                () -> transport.listen(listening.endpoint(), serverOptions().build(), c -> recorder()));
        assertEquals(Kind.FAILED, failure.kind());
        assertTrue(failure.getMessage().contains(listening.endpoint().toString()), failure::getMessage);
    }

    @Test
    void abortsWhatTheAcceptorRejects() {
        Transport.Listening listening =
                transport.listen(listenEndpoint(), serverOptions().build(), connection -> {
                    throw new Rejected();
                });
        Recorder client = connect(listening.endpoint(), clientOptions().build(), recorder());
        client.awaitClosed();
    }

    @Test
    void refusesForeignLoopsAndClosedTransports() {
        EventLoop loop = transport.loop();
        ConnectOptions options = clientOptions().build();
        Transport other = newTransport();
        EventLoop foreign = other.loop();
        assertThrows(
                IllegalArgumentException.class,
                () -> transport.connect(refusingEndpoint(), options, foreign, recorder()));
        other.close();
        assertThrows(
                RejectedExecutionException.class,
                () -> other.connect(refusingEndpoint(), options, foreign, recorder()));
        assertThrows(RejectedExecutionException.class, () -> foreign.execute(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> foreign.schedule(Duration.ZERO, () -> {}));
        assertThrows(
                RejectedExecutionException.class,
                () -> other.listen(listenEndpoint(), serverOptions().build(), c -> recorder()));
        Await.quiet(loop);
    }

    /** Thrown by handlers under test; without a stack trace, since it is printed. */
    static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Rejected() {
            super("thrown on purpose by a test", null, false, false);
        }
    }
}
