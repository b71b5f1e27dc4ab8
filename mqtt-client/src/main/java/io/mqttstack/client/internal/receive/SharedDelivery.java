package io.mqttstack.client.internal.receive;

import io.mqttstack.client.Message;
import io.mqttstack.client.internal.session.Arrival;
import io.mqttstack.client.internal.session.Inbound;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.PublishReasonCode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One subscription's share of a delivery that several match: it is acknowledged when all are done. */
public final class SharedDelivery extends Arrival {
    private final Inbound whole;
    private final AtomicInteger open;
    private final AtomicBoolean answered = new AtomicBoolean();

    private SharedDelivery(Inbound whole, AtomicInteger open) {
        this.whole = whole;
        this.open = open;
    }

    /** Shares of a delivery; the delivery itself where there is only one. */
    public static Arrival[] shares(Inbound whole, int count) {
        Arrival[] shares = new Arrival[count];
        AtomicInteger open = new AtomicInteger(count);
        for (int i = 0; i < count; i++) {
            shares[i] = count == 1 ? whole : new SharedDelivery(whole, open);
        }
        return shares;
    }

    @Override
    public Message message() {
        return whole.message();
    }

    @Override
    public boolean duplicate() {
        return whole.duplicate();
    }

    @Override
    public List<Integer> subscriptionIdentifiers() {
        return whole.subscriptionIdentifiers();
    }

    @Override
    public void acknowledge() {
        if (answered.compareAndSet(false, true) && open.decrementAndGet() == 0) {
            whole.acknowledge();
        }
    }

    @Override
    public void reject(PublishReasonCode code, ReasonProperties properties) {
        Inbound.checkRejection(code);
        if (answered.compareAndSet(false, true)) {
            whole.reject(code, properties);
        }
    }
}
