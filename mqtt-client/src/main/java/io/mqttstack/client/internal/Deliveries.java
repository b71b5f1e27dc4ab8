package io.mqttstack.client.internal;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.receive.FilterTrie;
import io.mqttstack.client.internal.receive.Inbox;
import io.mqttstack.client.internal.receive.SharedDelivery;
import io.mqttstack.client.internal.session.Arrival;
import io.mqttstack.client.internal.session.Inbound;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From the session to the handlers. Subscriptions may be added and looked at on any thread; everything else is in the
 * loop.
 *
 * <p>A message goes to the mailbox of each matching subscription of the asynchronous face, and into the inbox of the
 * blocking one where there is one that may want it. A message that nobody wants yet is held for the grace time after the
 * connection opened, because a resumed session may send before the application has its handlers in place.
 */
final class Deliveries {
    /** How long nobody may take from the inbox before it loses what is for no subscription. */
    private static final Duration UNCLAIMED = Duration.ofSeconds(10);

    private final Engine engine;
    private final @Nullable Inbox inbox;
    private final @Nullable Mailbox defaultMailbox;
    private final FilterTrie<ClientSubscription> filters = new FilterTrie<>();
    private final MatchCache matches = new MatchCache(filters);
    private final Set<Mailbox> mailboxes = ConcurrentHashMap.newKeySet();
    /** The mailboxes that have something to deliver from this burst. */
    private final List<Mailbox> filled = new ArrayList<>(0);

    private final Deque<Inbound> held = new ArrayDeque<>(0);

    private final AtomicLong numbers = new AtomicLong();

    /** Counts the changes of the filters. */
    private final AtomicInteger changes = new AtomicInteger();

    /** The changes that the held messages and the cache have seen. */
    private int seen;

    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean grace;
    private EventLoop.@Nullable Cancellable unclaimed;

    Deliveries(Engine engine, @Nullable Inbox inbox) {
        this.engine = engine;
        this.inbox = inbox;
        this.defaultMailbox = engine.options()
                .defaultHandler()
                .map(handler -> new HandlerMailbox(engine, AckMode.AFTER_HANDLER, handler))
                .orElse(null);
    }

    // ---- any thread

    /** Numbers subscriptions in the order in which they are made. */
    long number() {
        return numbers.incrementAndGet();
    }

    void add(ClientSubscription subscription) {
        Mailbox mailbox = subscription.mailbox();
        if (mailbox != null) {
            mailboxes.add(mailbox);
        }
        filters.add(subscription.filter(), subscription);
        changes.incrementAndGet();
    }

    void remove(ClientSubscription subscription) {
        filters.remove(subscription.filter(), subscription);
        Mailbox mailbox = subscription.mailbox();
        if (mailbox != null) {
            mailboxes.remove(mailbox);
        }
        changes.incrementAndGet();
    }

    /** The subscriptions of the blocking face that a message is for, in the order in which they were made. */
    List<ClientSubscription> pulled(Delivery delivery) {
        List<ClientSubscription> matching =
                MatchCache.inOrder(filters.matching(delivery.message().topic()));
        List<ClientSubscription> meant = new ArrayList<>(matching.size());
        for (ClientSubscription each : meant(matching.toArray(MatchCache.NONE), delivery)) {
            if (each.mailbox() == null) {
                meant.add(each);
            }
        }
        return meant;
    }

    /** Counts the mailboxes of subscriptions. */
    int mailboxes() {
        return mailboxes.size();
    }

    /** Whether a message without a handler may still wait for one. */
    boolean inGrace() {
        return grace;
    }

    /**
     * Of those that match, the ones that this copy of the message was sent for, as far as the server says so: some send a
     * copy for each subscription. Where it names none of them, all that match are meant.
     */
    private static ClientSubscription[] meant(ClientSubscription[] matching, Delivery delivery) {
        List<Integer> identifiers = delivery.subscriptionIdentifiers();
        if (matching.length < 2 || identifiers.isEmpty()) {
            return matching;
        }
        ClientSubscription[] named = Stream.of(matching)
                .filter(each -> identifiers.contains(each.identifier()))
                .toArray(ClientSubscription[]::new);
        return named.length == 0 ? matching : named;
    }

    // ---- in the loop

    void connected() {
        grace = true;
    }

    void graceOver() {
        grace = false;
        while (!held.isEmpty()) {
            unhandled(held.remove());
        }
        if (inbox != null && !inbox.isUsed()) {
            inbox.removeIf(delivery -> pulled(delivery).isEmpty()).forEach(this::unhandled);
        }
        reconsiderInbox();
    }

    void handlersChanged() {
        lookAgain();
        reconsiderInbox();
    }

    /** Hands over what is held and wanted by now, before anything that came later. */
    private void lookAgain() {
        for (int current = changes.get(); current != seen; current = changes.get()) {
            seen = current;
            matches.clear();
            List<Arrival> again = new ArrayList<>(held);
            held.clear();
            if (inbox != null && grace && !inbox.isUsed()) {
                again.addAll(inbox.removeIf(each -> each instanceof Inbound));
            }
            for (Arrival each : again) {
                handOver((Inbound) each, matches.of(each.message().topic()));
            }
        }
    }

    /**
     * Messages for no subscription stay in the inbox for whoever takes from it. Where nobody does, they must not take the
     * server's quota, or the inbox, away from the handlers of the asynchronous face.
     */
    private void watchUnclaimed(Inbox there) {
        if (unclaimed == null) {
            there.hasGivenSince();
            unclaimed = engine.loop().schedule(UNCLAIMED, () -> giveUpUnclaimed(there));
        }
    }

    private void giveUpUnclaimed(Inbox there) {
        unclaimed = null;
        if (!there.hasGivenSince() && !mailboxes.isEmpty()) {
            there.removeIf(delivery -> pulled(delivery).isEmpty()).forEach(this::unhandled);
        }
        if (!there.isEmpty()) {
            watchUnclaimed(there);
        }
    }

    /** Settles what waits at QoS 1 and came on an earlier connection, which acknowledges nothing there. */
    void forgetWaiting() {
        List<Delivery> waiting = new ArrayList<>();
        mailboxes.forEach(mailbox -> mailbox.removeQoS1(waiting));
        if (inbox != null) {
            waiting.addAll(inbox.removeIf(delivery -> delivery.message().qos() == QoS.AT_LEAST_ONCE));
        }
        waiting.forEach(Delivery::acknowledge);
    }

    /** The client is not connected and will not connect by itself: whoever waits for messages is woken. */
    void stopped(@Nullable MqttException cause) {
        mailboxes.forEach(mailbox -> mailbox.stopped(cause));
        reconsiderInbox();
    }

    private void reconsiderInbox() {
        if (inbox != null) {
            inbox.reconsider();
        }
    }

    void deliver(Inbound inbound) {
        TopicName topic = inbound.message().topic();
        ClientSubscription[] matching;
        do {
            lookAgain();
            matching = matches.of(topic);
        } while (seen != changes.get());
        handOver(inbound, matching);
    }

    private void handOver(Inbound inbound, ClientSubscription[] matching) {
        Mailbox only = matching.length == 1 ? matching[0].mailbox() : null;
        if (only != null) {
            fill(only, inbound);
            return;
        }
        ClientSubscription[] meant = meant(matching, inbound);
        int pulled = 0;
        for (ClientSubscription each : meant) {
            pulled += each.mailbox() == null ? 1 : 0;
        }
        boolean toInbox = inbox != null && (pulled > 0 || (meant.length == 0 && (grace || inbox.isUsed())));
        int mailboxes = meant.length - pulled;
        if (mailboxes == 0 && !toInbox) {
            if (grace) {
                held.add(inbound);
            } else {
                unhandled(inbound);
            }
            return;
        }
        Arrival[] shares = SharedDelivery.shares(inbound, mailboxes + (toInbox ? 1 : 0));
        int next = 0;
        for (ClientSubscription each : meant) {
            Mailbox mailbox = each.mailbox();
            if (mailbox != null) {
                fill(mailbox, shares[next++]);
            }
        }
        if (inbox != null && toInbox) {
            inbox.add(shares[next]);
            if (meant.length == 0) {
                watchUnclaimed(inbox);
            }
        }
    }

    private void fill(Mailbox mailbox, Arrival delivery) {
        if (mailbox.collect(delivery)) {
            filled.add(mailbox);
        }
    }

    /** A read's worth has been delivered: one task for each mailbox that got something. */
    void burstCompleted() {
        if (!filled.isEmpty()) {
            filled.forEach(Mailbox::deliver);
            filled.clear();
        }
    }

    /** Counts a message for which there was no room; one call tells the listener of all that were until it runs. */
    void dropped() {
        engine.counters().metrics().dropped();
        if (dropped.getAndIncrement() == 0) {
            engine.listener().call(each -> each.dropped(dropped.getAndSet(0)));
        }
    }

    // ---- any thread

    /**
     * Nobody wanted it: for the default handler, or else reported and then acknowledged, because the server must not send
     * it for ever [MQTT-4.5.0-2]. In this order, so that a slow listener is bounded as handlers are.
     */
    void unhandled(Arrival delivery) {
        if (defaultMailbox != null) {
            defaultMailbox.offer(delivery);
            return;
        }
        engine.counters().metrics().unhandled(delivery.message());
        engine.listener().call(each -> {
            try {
                each.unhandled(delivery.message());
            } finally {
                delivery.acknowledge();
            }
        });
    }
}
