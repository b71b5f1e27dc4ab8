package io.mqttstack.transport.nio;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.ProxyOptions;
import io.mqttstack.transport.ProxyOptions.Login;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.internal.Failures;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Talks to a proxy until the way to the server is open, then leaves the connection to the handler behind it, together with
 * what the server has sent by then.
 */
final class ProxyTunnel implements ByteHandler {

    private final NioConnection connection;
    private final ProxyOptions proxy;
    private final ByteHandler next;
    private final Duration timeout;
    private final long deadline;
    private @Nullable ProxyProtocol protocol;
    private @Nullable TransportException failure;
    private EventLoop.@Nullable Cancellable timer;
    private byte[] pending = {};

    ProxyTunnel(NioConnection connection, ProxyOptions proxy, ByteHandler next, Duration timeout) {
        this.connection = connection;
        this.proxy = proxy;
        this.next = next;
        this.timeout = timeout;
        this.deadline = connection.loop().nanoTime() + timeout.toNanos();
    }

    ProxyOptions proxy() {
        return proxy;
    }

    private Endpoint endpoint() {
        return connection.endpoint();
    }

    /** Gets the password, which may take its time. Before the connection opens, not in the loop. */
    void prepare() {
        String userName = proxy.login().map(Login::userName).orElse(null);
        byte[] password = proxy.login().map(ProxyTunnel::password).orElse(new byte[0]);
        try {
            protocol = switch (proxy.kind()) {
                case SOCKS5 -> new Socks5(endpoint(), userName, password);
                case HTTP_CONNECT -> new HttpConnect(endpoint(), userName, password);
            };
        } catch (ProxyProtocol.ProxyRefusal impossible) {
            throw refused(impossible);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private static byte[] password(Login login) {
        char[] password = login.password().get();
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
        ByteBuffer encoded = ByteBuffer.allocate(3 * password.length);
        encoder.encode(CharBuffer.wrap(password), encoded, true);
        byte[] exact = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return exact;
    }

    private TransportException refused(ProxyProtocol.ProxyRefusal refusal) {
        return new TransportException(
                Kind.PROXY, "Cannot connect to " + endpoint() + ": the proxy " + proxy + " " + refusal.getMessage());
    }

    private void fail(TransportException cause) {
        if (failure == null) {
            failure = cause;
        }
        connection.abort();
    }

    private ProxyProtocol protocol() {
        ProxyProtocol prepared = protocol;
        if (prepared == null) {
            throw new IllegalStateException("The handshake with " + proxy + " was not prepared");
        }
        return prepared;
    }

    @Override
    public void opened(ByteConnection opened) {
        timer = opened.loop()
                .schedule(
                        Duration.ofNanos(deadline - opened.loop().nanoTime()),
                        () -> fail(Failures.timedOut(endpoint(), timeout)));
        connection.send(protocol().greeting());
    }

    @Override
    public void received(ByteConnection from, byte[] data, int offset, int length) {
        int before = pending.length;
        pending = Arrays.copyOf(pending, before + length);
        System.arraycopy(data, offset, pending, before, length);
        try {
            boolean open = false;
            int consumed = -1;
            while (!open && consumed != 0) {
                ProxyProtocol.Step step = protocol().received(pending, pending.length);
                consumed = step.consumed();
                open = step.open();
                pending = Arrays.copyOfRange(pending, consumed, pending.length);
                if (step.answer().length > 0) {
                    connection.send(step.answer());
                }
            }
            if (open) {
                cancelTimer();
                connection.through(next, pending);
            }
        } catch (ProxyProtocol.ProxyRefusal refusal) {
            fail(refused(refusal));
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    public void inputEnded(ByteConnection from) {
        fail(new TransportException(
                Kind.PROXY,
                "Cannot connect to " + endpoint() + ": the proxy " + proxy
                        + " closed the connection without an answer"));
    }

    @Override
    public void closed(ByteConnection from, Optional<TransportException> cause) {
        cancelTimer();
        TransportException known = failure;
        next.closed(from, Optional.of(known != null ? known : cause.orElseGet(() -> Failures.cancelled(endpoint()))));
    }
}
