package io.mqttstack.client.internal;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.internal.session.Arrival;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries of one subscription on their way to a subscriber that says how many it wants. What it does not want yet stays
 * here, unacknowledged, and so within the bounds of the inbox. Signals are given on the executor, one at a time.
 *
 * <pre>
 *   onSubscribe -- SUBSCRIBE -- onNext ... --- disconnected --> rest as demanded --> onComplete
 *                                          --- gave up -------> rest as demanded --> onError
 *                                          --- refused ------------------------->    onError
 *                                          --- cancelled ------------------------>   UNSUBSCRIBE
 * </pre>
 */
final class FlowMailbox extends Mailbox implements Flow.Subscription {
    /** Why nothing more comes. */
    private record End(@Nullable Throwable failure, boolean abrupt) {}

    private final AckMode mode;
    private final AtomicLong demand = new AtomicLong();
    private volatile Flow.@Nullable Subscriber<? super Delivery> subscriber;
    private volatile @Nullable ClientSubscription subscription;
    private volatile @Nullable End end;
    private volatile boolean cancelled;

    FlowMailbox(Engine engine, AckMode mode, Flow.Subscriber<? super Delivery> subscriber) {
        super(engine);
        this.mode = mode;
        this.subscriber = subscriber;
    }

    /** Begins with onSubscribe on this thread; no other signal is given before it has returned. */
    @SuppressWarnings("CatchingUnchecked") // whatever a subscriber throws, it is done with (rule 2.13)
    void start(Subscribe request, Flow.Subscriber<? super Delivery> first) {
        occupy();
        try {
            first.onSubscribe(this);
        } catch (RuntimeException | Error e) {
            cancelled = true;
            throw e;
        } finally {
            vacate();
        }
        if (cancelled) {
            return;
        }
        ClientSubscription made = ClientSubscription.streamed(engine, request, this);
        subscription = made;
        try {
            engine.subscribe(made);
        } catch (MqttException e) {
            end(new End(e, true));
        }
        if (cancelled || end != null) {
            leave();
        }
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            end(new End(new IllegalArgumentException("Demand must be positive, not " + count + " (rule 3.9)"), true));
            leave();
        } else {
            demand.accumulateAndGet(count, (old, more) -> old + more < 0 ? Long.MAX_VALUE : old + more);
            schedule();
        }
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            leave();
            schedule();
        }
    }

    @Override
    boolean refused(MqttException failure) {
        end(new End(failure, true));
        return true;
    }

    @Override
    void stopped(@Nullable MqttException cause) {
        end(new End(cause, false));
        leave();
    }

    private void end(End how) {
        if (end == null) {
            end = how;
            schedule();
        }
    }

    /** Unsubscribes; the server need not know of it yet. */
    private void leave() {
        ClientSubscription left = subscription;
        if (left != null) {
            left.unsubscribe();
        }
    }

    @Override
    boolean hasWork() {
        if (cancelled) {
            return subscriber != null || super.hasWork();
        }
        return (demand.get() > 0 && super.hasWork()) || ends();
    }

    private boolean ends() {
        End how = end;
        return how != null && (how.abrupt() || !super.hasWork());
    }

    @Override
    void work() {
        Released released = new Released(engine);
        signal(released);
        released.giveBack();
    }

    private void signal(Released released) {
        while (true) {
            Flow.Subscriber<? super Delivery> current = subscriber;
            if (cancelled || current == null) {
                drop();
                return;
            }
            if (ends()) {
                finish(current);
                return;
            }
            Arrival next = demand.get() > 0 ? poll() : null;
            if (next == null) {
                return;
            }
            if (demand.get() != Long.MAX_VALUE) {
                demand.decrementAndGet();
            }
            give(current, next, released);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a subscriber must not throw (rule 2.13); one that does gets nothing more
    private void give(Flow.Subscriber<? super Delivery> to, Arrival delivery, Released released) {
        try {
            to.onNext(delivery);
        } catch (RuntimeException | Error e) {
            engine.listener().callHere(each -> each.handlerFailed(delivery.message(), e));
            delivery.acknowledge();
            cancelled = true;
            leave();
        }
        if (mode == AckMode.AFTER_HANDLER) {
            released.add(delivery);
        }
    }

    private void finish(Flow.Subscriber<? super Delivery> last) {
        End how = end;
        cancelled = true;
        drop();
        Throwable failure = how == null ? null : how.failure();
        if (failure == null) {
            last.onComplete();
        } else {
            last.onError(failure);
        }
    }

    /** Forgets the subscriber (rule 3.13), and gives back what it did not take. */
    private void drop() {
        subscriber = null;
        for (Delivery next = poll(); next != null; next = poll()) {
            next.acknowledge();
        }
    }
}
