package io.mqttstack.client.internal;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.ServerUnavailableException;
import io.mqttstack.client.internal.connect.Refusals;
import io.mqttstack.client.spi.EnhancedAuthenticator;
import io.mqttstack.client.spi.EnhancedAuthenticator.Exchange;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.transport.EventLoop;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The enhanced authentication of one link. In the loop only; the authenticator computes on the executor.
 *
 * <pre>
 *   CONNECT --AUTH 0x18 <-> AUTH 0x18--> CONNACK: checked, then the link is accepted
 *   AUTH 0x19 --AUTH 0x18 <-> AUTH 0x18--> AUTH 0x00: checked, re-authenticated
 * </pre>
 */
final class Authentication {
    private final Engine engine;
    private final Link link;
    private final EnhancedAuthenticator authenticator;
    private @Nullable Exchange exchange;
    private @Nullable CompletableFuture<Void> again;
    private EventLoop.@Nullable Cancellable timer;
    private boolean computing;

    Authentication(Engine engine, Link link, EnhancedAuthenticator authenticator, Exchange first) {
        this.engine = engine;
        this.link = link;
        this.authenticator = authenticator;
        this.exchange = first;
    }

    boolean computing() {
        return computing;
    }

    /** AUTH, before CONNACK or in a re-authentication. */
    void received(Auth auth) {
        checkMethod("AUTH", auth.properties().authenticationMethod());
        Exchange current = exchange;
        if (current == null || computing) {
            throw violation("AUTH comes where no exchange awaits one (section 4.12)", "");
        }
        Optional<Bytes> data = auth.properties().authenticationData();
        if (auth.reasonCode() == AuthReasonCode.CONTINUE_AUTHENTICATION) {
            compute(() -> current.next(data), answer -> send(AuthReasonCode.CONTINUE_AUTHENTICATION, answer));
        } else if (again != null) {
            compute(
                    () -> {
                        current.succeeded(data);
                        return true;
                    },
                    done -> reauthenticated());
        } else {
            throw violation("AUTH ends an exchange that CONNACK must end", "");
        }
    }

    /** CONNACK accepts the connection: goes on once the server has convinced us too. */
    void received(ConnAck connAck, Runnable goOn) {
        checkMethod("CONNACK", connAck.properties().authenticationMethod());
        Exchange current = exchange;
        if (current == null || computing) {
            throw violation("CONNACK comes while the client has yet to answer AUTH", "");
        }
        Optional<Bytes> data = connAck.properties().authenticationData();
        compute(
                () -> {
                    current.succeeded(data);
                    return true;
                },
                done -> {
                    exchange = null;
                    goOn.run();
                });
    }

    /** Starts a re-authentication [MQTT-4.12.1-1]. */
    void reauthenticate(CompletableFuture<Void> asked) {
        if (exchange != null || again != null) {
            engine.fail(asked, new MqttException("A re-authentication is under way already; wait for it"));
            return;
        }
        again = asked;
        awaitServer();
        compute(
                () -> {
                    Exchange begun = authenticator.begin();
                    return new Begun(begun, begun.first());
                },
                begun -> {
                    exchange = begun.exchange();
                    send(AuthReasonCode.RE_AUTHENTICATE, begun.first());
                });
    }

    private record Begun(Exchange exchange, Optional<Bytes> first) {}

    private void reauthenticated() {
        exchange = null;
        cancelTimer();
        CompletableFuture<Void> asked = again;
        again = null;
        if (asked != null) {
            engine.execute(() -> asked.complete(null));
        }
    }

    /** The link has ended. */
    void ended(MqttException cause) {
        exchange = null;
        cancelTimer();
        CompletableFuture<Void> asked = again;
        again = null;
        if (asked != null) {
            engine.fail(asked, cause);
        }
    }

    private void send(AuthReasonCode code, Optional<Bytes> data) {
        Auth.Properties.Builder properties = Auth.Properties.builder().authenticationMethod(authenticator.method());
        data.ifPresent(properties::authenticationData);
        link.send(new Auth(code, properties.build()));
        link.flush();
        if (again != null) {
            awaitServer();
        }
    }

    /** Before CONNACK the time to connect is bounded as a whole; afterwards each step of the server is. */
    private void awaitServer() {
        cancelTimer();
        timer = engine.loop()
                .schedule(
                        engine.options().networkTimeout(),
                        () -> link.giveUp(
                                DisconnectReasonCode.UNSPECIFIED_ERROR.code(),
                                new ServerUnavailableException(
                                        "The re-authentication did not go on within the network timeout", null, null)));
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the authenticator throws, the exchange has failed
    private <T> void compute(Callable<T> step, Consumer<T> then) {
        computing = true;
        engine.execute(() -> {
            try {
                T computed = step.call();
                engine.submit(() -> go(() -> then.accept(computed)));
            } catch (Exception | Error e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                engine.submit(() -> go(() -> failed(e)));
            }
        });
    }

    private void go(Runnable next) {
        computing = false;
        if (!link.isEnded()) {
            next.run();
            link.authenticationWentOn();
        }
    }

    private void failed(Throwable cause) {
        link.giveUp(
                DisconnectReasonCode.UNSPECIFIED_ERROR.code(),
                new MqttException(
                        "The authentication with method " + authenticator.method() + " failed: " + cause.getMessage(),
                        cause,
                        null,
                        false));
    }

    private void checkMethod(String packet, Optional<String> method) {
        if (!method.equals(Optional.of(authenticator.method()))) {
            throw violation(
                    packet + " has the Authentication Method "
                            + method.map(Refusals::printable).orElse("(none)") + " and CONNECT had "
                            + authenticator.method(),
                    "MQTT-4.12.0-5");
        }
    }

    private static MqttProtocolException violation(String message, String statement) {
        return new MqttProtocolException(DisconnectReasonCode.PROTOCOL_ERROR, statement, 0, message);
    }
}
