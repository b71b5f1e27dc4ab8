package io.mqttstack.client.internal;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.internal.connect.ConnectPackets;
import io.mqttstack.client.internal.publish.Completions;
import io.mqttstack.client.internal.publish.OutboundBuffer;
import io.mqttstack.client.internal.publish.Publishing;
import io.mqttstack.client.internal.session.Outbound;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.transport.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** From those who publish through the outbound buffer to the session, and back to those who wait for the outcome. */
final class Publishes implements OutboundBuffer.Owner {
    /** Payloads above this are checked against the protocol's limit of 268,435,455 bytes before they are taken. */
    private static final int LARGE = 128 << 20;

    private final Engine engine;
    private final Completions completions;
    private final OutboundBuffer buffer;
    private EventLoop.@Nullable Cancellable expiry;
    private long expiryAt;

    Publishes(Engine engine, OutboundBuffer buffer, Completions completions) {
        this.engine = engine;
        this.buffer = buffer;
        this.completions = completions;
    }

    // ---- any thread

    /** Takes a message, or throws where that is known at once. */
    void publish(Outbound outbound) {
        Message message = outbound.message();
        ProtocolVersion version = engine.options().version();
        if (message.hasProperties() && version != ProtocolVersion.V5_0) {
            throw new IllegalArgumentException("The message for topic " + message.topic()
                    + " has properties, which only MQTT 5.0 can carry; this client speaks " + version);
        }
        if (message.payload().length() > LARGE) {
            ConnectPackets.check(version, message);
        }
        if (!engine.connections().isActive()) {
            throw engine.notConnected();
        }
        if (!buffer.take(outbound)) {
            dropped(outbound);
        } else if (!buffer.dropsOldest()) {
            engine.handOver(outbound);
        } else if (buffer.arrive(outbound, this)) {
            engine.submit(this::acceptArrived);
        }
    }

    /** Takes back a message that its thread no longer waits for; false: too late, it is under way. */
    boolean withdraw(Publishing.ToThread outbound) {
        boolean withdrawn = outbound.withdraw();
        if (withdrawn) {
            engine.submit(() -> buffer.withdraw(outbound));
        }
        return withdrawn;
    }

    @Override
    public void dropped(Outbound outbound) {
        engine.counters().metrics().completed(outbound, PublishResult.of(Outcome.DROPPED));
        completions.dropped(outbound);
    }

    // ---- in the loop

    private void acceptArrived() {
        buffer.arrived(this::accept);
    }

    /** Lets in a message that was handed over. */
    void accept(Outbound outbound) {
        if (!engine.connections().accepts()) {
            ended(outbound, null, engine.notConnected());
            return;
        }
        buffer.accept(outbound, this);
        while (buffer.dropsOldest() && buffer.exceeded() && engine.session().dropOldest()) {}
        if (outbound.message().messageExpiryInterval().isPresent()) {
            expireIn(outbound.nanosLeft(engine.now()));
        }
    }

    @Override
    public void admitted(Outbound outbound) {
        engine.session().publish(outbound);
    }

    /** Has the session send, and lets in what waits for room as long as that makes some. */
    void pump() {
        long now = engine.now();
        int left;
        do {
            buffer.admitWaiting(this);
            left = buffer.waiting();
            engine.session().pump(now);
        } while (left > 0 && buffer.hasRoom());
    }

    /** Whether nothing waits and nothing is under way. */
    boolean areDone() {
        return buffer.waiting() == 0 && engine.session().outboundMessages() == 0;
    }

    void completed(Outbound outbound, PublishResult result) {
        buffer.release(outbound);
        ended(outbound, result, null);
    }

    void failed(Outbound outbound, MqttException failure) {
        buffer.release(outbound);
        ended(outbound, null, failure);
    }

    /** Whoever waited for it has been told before; now its place is free. */
    void left(Outbound outbound) {
        buffer.release(outbound);
        buffer.giveBack(1, OutboundBuffer.size(outbound.message()));
    }

    /** Takes what an earlier client left on its way to the server, and began at a time. In the thread that makes the client. */
    Outbound restored(Message message, long since) {
        Outbound outbound = new Publishing.Restored(
                message, since, (ended, result) -> engine.listener().call(each -> each.restored(ended, result)));
        buffer.restore(outbound);
        return outbound;
    }

    private void ended(Outbound outbound, @Nullable PublishResult result, @Nullable MqttException failure) {
        engine.counters().metrics().completed(outbound, result);
        completions.add(outbound, result, failure);
    }

    /** Ends everything that waits: with a failure, or, where the application wants so, without. */
    void abandon(@Nullable MqttException cause) {
        PublishResult closed = cause == null ? PublishResult.of(Outcome.CLOSED) : null;
        engine.session()
                .abandon(
                        (each, stays) -> {
                            if (stays) {
                                engine.counters().metrics().completed(each, closed);
                                completions.tellOnly(each, closed, cause);
                            } else {
                                buffer.release(each);
                                ended(each, closed, cause);
                            }
                        },
                        cause != null ? cause : new MqttException("The client was disconnected"));
        buffer.abandon(each -> ended(each, closed, cause));
    }

    /** Looks in this many nanoseconds for messages that have expired; there is one timer, for the next of them. */
    private void expireIn(long nanos) {
        long at = engine.now() + nanos;
        if (expiry != null) {
            if (expiryAt - at <= 0) {
                return;
            }
            expiry.cancel();
        }
        expiryAt = at;
        expiry = engine.loop().schedule(Duration.ofNanos(Math.max(0, nanos)), this::expire);
    }

    private void expire() {
        expiry = null;
        watchExpiry();
        engine.workDone();
    }

    /** Ends what has expired, and looks again when the next one does. */
    void watchExpiry() {
        long now = engine.now();
        long next = Math.min(
                engine.session().expire(now),
                buffer.expire(now, each -> ended(each, PublishResult.of(Outcome.EXPIRED), null)));
        if (next != Long.MAX_VALUE) {
            expireIn(next);
        }
    }
}
