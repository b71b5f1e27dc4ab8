package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Await;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsSession;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two endpoints of ours that try to agree. */
final class TlsPair implements AutoCloseable {

    private final Transport transport = NioTransport.create();
    private final BlockingQueue<Recorder> accepted = new LinkedBlockingQueue<>();
    private Recorder client;
    private Recorder server;

    Endpoint listen(TlsOptions tls) {
        return transport
                .listen(Endpoint.tls("localhost", 0), options(tls), connection -> {
                    Recorder recorder = new Recorder();
                    accepted.add(recorder);
                    return recorder;
                })
                .endpoint();
    }

    /** With time for a busy machine. */
    private static ConnectOptions options(TlsOptions tls) {
        return ConnectOptions.builder()
                .connectTimeout(Duration.ofMillis(Await.LONGEST_MILLIS))
                .tls(tls)
                .build();
    }

    Recorder connect(Endpoint endpoint, TlsOptions tls) {
        client = new Recorder();
        transport.connect(endpoint, options(tls), transport.loop(), client);
        return client;
    }

    Recorder server() {
        try {
            server = accepted.poll(Await.LONGEST_MILLIS, TimeUnit.MILLISECONDS);
            return server;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    Transport transport() {
        return transport;
    }

    /** Both ends, open; something was said in both directions. */
    TlsSession talk(TlsOptions clientTls, TlsOptions serverTls) {
        return talk(listen(serverTls), clientTls);
    }

    TlsSession talk(Endpoint endpoint, TlsOptions clientTls) {
        connect(endpoint, clientTls).awaitOpened();
        server().awaitOpened();
        say(client, "question");
        server.awaitTotal(8);
        say(server, "answer");
        client.awaitTotal(6);
        return session(client);
    }

    /** What the client's side knows. */
    TlsSession clientSession() {
        return session(client);
    }

    /** What the server's side knows, after {@link #talk}. */
    TlsSession serverSession() {
        return session(server);
    }

    void hangUp() {
        client.connection().close();
        client.awaitClosed();
        server.awaitClosed();
    }

    static void say(Recorder recorder, String text) {
        ByteConnection connection = recorder.connection();
        connection.loop().execute(() -> {
            connection.output(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
            connection.flush();
        });
    }

    private static TlsSession session(Recorder recorder) {
        CompletableFuture<TlsSession> session = new CompletableFuture<>();
        ByteConnection connection = recorder.connection();
        connection.loop().execute(() -> session.complete(connection.tlsSession().orElseThrow()));
        return session.orTimeout(Await.LONGEST_MILLIS, TimeUnit.MILLISECONDS).join();
    }

    /** Checks that a connection failed with words. */
    static void assertFails(Recorder recorder, String... words) {
        TransportException failure = recorder.awaitClosed().orElseThrow();
        assertEquals(Kind.TLS, failure.kind(), failure::toString);
        for (String word : words) {
            assertTrue(failure.getMessage().contains(word), () -> failure.getMessage() + " // expected: " + word);
        }
        recorder.check();
    }

    @Override
    public void close() {
        transport.close();
    }
}
