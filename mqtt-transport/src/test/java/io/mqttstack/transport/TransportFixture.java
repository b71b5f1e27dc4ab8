package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the contract share: a transport, a listener on it, and ways to talk. */
public abstract class TransportFixture {

    protected Transport transport;
    private final BlockingQueue<Recorder> accepted = new LinkedBlockingQueue<>();
    private final List<Recorder> recorders = new CopyOnWriteArrayList<>();
    private Consumer<Recorder> serverSetup = ignored -> {};
    private Transport.Listening shared;

    /** A new transport, which something drives if it has no threads. */
    protected abstract Transport newTransport();

    /** Where to listen. */
    protected abstract Endpoint listenEndpoint();

    /** An endpoint that refuses. */
    protected abstract Endpoint refusingEndpoint();

    /** An endpoint that never answers. */
    protected abstract Endpoint silentEndpoint();

    /** An endpoint that another transport serves. */
    protected Endpoint foreignEndpoint() {
        return Endpoint.memory("elsewhere");
    }

    /** Options of a client. */
    protected ConnectOptions.Builder clientOptions() {
        return ConnectOptions.builder();
    }

    /** Options of a server. */
    protected ConnectOptions.Builder serverOptions() {
        return ConnectOptions.builder();
    }

    /** Lets time pass, where it does not by itself. */
    protected void elapse(Duration time) {}

    /** Whether input goes on after this side ended its output. */
    protected boolean halfCloses() {
        return true;
    }

    /** How many bytes the large transfers move: 64 MiB, with -Pgigabytes more than an int counts. */
    protected long largeTransfer() {
        return Long.getLong("mqttstack.transfer", 64 * 1024 * 1024);
    }

    /** Something between clients and the endpoint that listens. */
    protected abstract Relay relay(Endpoint listening, int portion);

    /** The endpoint of a client that connects through a relay. */
    protected Endpoint through(Relay relay, Endpoint listening) {
        return listening.withPort(relay.endpoint().port());
    }

    @BeforeEach
    void openTransport() {
        accepted.clear();
        recorders.clear();
        serverSetup = ignored -> {};
        shared = null;
        transport = newTransport();
    }

    /** A new transport in place of one that was closed. */
    protected void reopenTransport() {
        shared = null;
        accepted.clear();
        transport = newTransport();
    }

    @AfterEach
    void closeTransport() {
        transport.close();
        recorders.forEach(Recorder::checkEnded);
    }

    protected Recorder recorder() {
        Recorder recorder = new Recorder();
        recorders.add(recorder);
        return recorder;
    }

    /** Decides what the accepted ends do. Before {@link #pair}. */
    protected void server(Consumer<Recorder> setup) {
        serverSetup = setup;
    }

    protected Transport.Listening listen() {
        return listen(serverOptions().build());
    }

    protected Transport.Listening listen(ConnectOptions options) {
        return transport.listen(listenEndpoint(), options, connection -> {
            Recorder recorder = recorder();
            serverSetup.accept(recorder);
            accepted.add(recorder);
            return recorder;
        });
    }

    /** Where to connect to when one test needs more than one connection. */
    protected Endpoint listeningEndpoint() {
        if (shared == null) {
            shared = listen();
        }
        return shared.endpoint();
    }

    protected Recorder connect(Endpoint endpoint, ConnectOptions options, Recorder recorder) {
        transport.connect(endpoint, options, transport.loop(), recorder);
        return recorder;
    }

    protected Recorder nextAccepted() {
        try {
            Recorder recorder = accepted.poll(Await.LONGEST_MILLIS, TimeUnit.MILLISECONDS);
            if (recorder == null) {
                throw new AssertionError("Nothing was accepted");
            }
            return recorder;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Both ends of a connection. */
    public record Pair(Recorder client, Recorder server) {

        Pair closeAndCheck() {
            client.connection().close();
            client.awaitClosed();
            server.awaitClosed();
            return this;
        }
    }

    protected Pair pair() {
        return pair(recorder(), clientOptions().build());
    }

    protected Pair pair(Recorder client, ConnectOptions options) {
        Transport.Listening listening = listen();
        connect(listening.endpoint(), options, client);
        Recorder server = nextAccepted();
        return new Pair(client, server);
    }

    /** Both ends, open, with a relay between. */
    protected Pair openPair(Relay relay) {
        Recorder client =
                connect(through(relay, listeningEndpoint()), clientOptions().build(), recorder());
        client.awaitOpened();
        return new Pair(client, nextAccepted().awaitOpened());
    }

    /** Both ends, open. */
    protected Pair openPair() {
        Pair pair = pair();
        pair.client().awaitOpened();
        pair.server().awaitOpened();
        return pair;
    }

    /** Runs an action in the loop of a connection and waits for it. */
    protected static void inLoop(Recorder recorder, Consumer<ByteConnection> action) {
        ByteConnection connection = recorder.connection();
        CompletableFuture<Void> done = new CompletableFuture<>();
        connection.loop().execute(() -> {
            try {
                action.accept(connection);
                done.complete(null);
            } catch (Throwable thrown) {
                done.completeExceptionally(thrown);
            }
        });
        try {
            done.get(Await.LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    protected static void put(ByteConnection connection, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        connection.output(bytes.length).put(bytes);
    }

    protected static void send(ByteConnection connection, String text) {
        put(connection, text);
        connection.flush();
    }

    protected static void send(Recorder recorder, String text) {
        inLoop(recorder, connection -> send(connection, text));
    }

    protected static void expectText(Recorder recorder, String text) {
        recorder.awaitTotal(text.length());
        assertEquals(text, new String(recorder.bytes(), StandardCharsets.US_ASCII));
    }
}
