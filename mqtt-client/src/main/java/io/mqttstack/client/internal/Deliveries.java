package io.mqttstack.client.internal;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.handover.Chain;
import io.mqttstack.client.internal.handover.Linked;
import io.mqttstack.client.internal.receive.FilterTrie;
import io.mqttstack.client.internal.receive.Inbox;
import io.mqttstack.client.internal.receive.SharedDelivery;
import io.mqttstack.client.internal.session.Arrival;
import io.mqttstack.client.internal.session.Inbound;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
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

    /** Longer than any wait, in nanoseconds, and short enough to be added to a time. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    private static final AtomicLongFieldUpdater<Deliveries> NUMBERS =
            AtomicLongFieldUpdater.newUpdater(Deliveries.class, "numbers");
    private static final AtomicLongFieldUpdater<Deliveries> DROPPED =
            AtomicLongFieldUpdater.newUpdater(Deliveries.class, "dropped");
    private static final AtomicIntegerFieldUpdater<Deliveries> CHANGES =
            AtomicIntegerFieldUpdater.newUpdater(Deliveries.class, "changes");

    private final Engine engine;
    /** Whether there is a blocking face. */
    private final boolean pulls;

    /** Made with the first message for it, or the first that takes. */
    private volatile @Nullable Inbox inbox;

    private final @Nullable Mailbox defaultMailbox;
    private final FilterTrie<ClientSubscription> filters = new FilterTrie<>();
    private final MatchCache matches = new MatchCache(filters);
    private volatile Set<Mailbox> mailboxes = Set.of();

    /** The mailboxes that have something to deliver from this burst. */
    private List<Mailbox> filled = List.of();

    private final Chain held = new Chain();

    @SuppressWarnings("UnusedVariable") // read by NUMBERS
    private volatile long numbers;

    /** Counts the changes of the filters. */
    private volatile int changes;

    /** The changes that the held messages and the cache have seen. */
    private int seen;

    @SuppressWarnings("UnusedVariable") // read by DROPPED
    private volatile long dropped;

    /** Until when a message without a handler waits for one. */
    private volatile long graceEnds;

    /** Runs while something waits for a handler. */
    private EventLoop.@Nullable Cancellable graceTimer;

    private EventLoop.@Nullable Cancellable unclaimed;

    Deliveries(Engine engine, boolean pulls) {
        this.engine = engine;
        this.pulls = pulls;
        this.graceEnds = engine.now();
        this.defaultMailbox = engine.options()
                .defaultHandler()
                .map(handler -> new HandlerMailbox(engine, AckMode.AFTER_HANDLER, handler))
                .orElse(null);
    }

    // ---- any thread

    /** Numbers subscriptions in the order in which they are made. */
    long number() {
        return NUMBERS.incrementAndGet(this);
    }

    void add(ClientSubscription subscription) {
        Mailbox mailbox = subscription.mailbox();
        if (mailbox != null) {
            addMailbox(mailbox);
        }
        filters.add(subscription.filter(), subscription);
        CHANGES.incrementAndGet(this);
    }

    /** Makes the set with the first of them; one at a time, so that none is added to a set that another thread replaces. */
    private synchronized void addMailbox(Mailbox mailbox) {
        if (mailboxes.isEmpty()) {
            mailboxes = ConcurrentHashMap.newKeySet();
        }
        mailboxes.add(mailbox);
    }

    private synchronized void removeMailbox(Mailbox mailbox) {
        if (mailboxes.contains(mailbox)) { // not where it was refused before it was added
            mailboxes.remove(mailbox);
        }
    }

    void remove(ClientSubscription subscription) {
        filters.remove(subscription.filter(), subscription);
        Mailbox mailbox = subscription.mailbox();
        if (mailbox != null) {
            removeMailbox(mailbox);
        }
        CHANGES.incrementAndGet(this);
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
        return graceEnds - engine.now() > 0;
    }

    /** What waits for the blocking face. */
    Inbox inbox() {
        Inbox known = inbox;
        return known != null ? known : makeInbox();
    }

    private synchronized Inbox makeInbox() {
        Inbox known = inbox;
        if (known == null) {
            inbox = known = new Inbox();
        }
        return known;
    }

    /** Puts a message of the inbox aside for which there is no handler. */
    void hold(Arrival delivery) {
        inbox().hold(delivery);
        engine.submit(this::watchGrace);
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
        graceEnds = engine.now()
                + Math.min(NEVER, TimeUnit.NANOSECONDS.convert(engine.options().handlerGrace()));
    }

    /** Sees to it that nothing waits for a handler longer than it may. */
    private void watchGrace() {
        if (graceTimer == null) {
            graceTimer = engine.loop().schedule(Duration.ofNanos(graceEnds - engine.now()), this::graceOver);
        }
    }

    private void graceOver() {
        graceTimer = null;
        if (inGrace()) { // of a later connection
            watchGrace();
            return;
        }
        for (Linked each = held.poll(); each != null; each = held.poll()) {
            unhandled((Arrival) each);
        }
        Inbox there = inbox;
        if (there != null && !there.isUsed()) {
            there.removeIf(delivery -> pulled(delivery).isEmpty()).forEach(this::unhandled);
        }
        reconsiderInbox();
    }

    void handlersChanged() {
        lookAgain();
        reconsiderInbox();
    }

    /** Hands over what is held and wanted by now, before anything that came later. */
    private void lookAgain() {
        for (int current = changes; current != seen; current = changes) {
            seen = current;
            matches.clear();
            Chain again = new Chain();
            again.addAll(held);
            Inbox there = inbox;
            if (there != null && inGrace() && !there.isUsed()) {
                there.removeIf(each -> each instanceof Inbound).forEach(again::add);
            }
            for (Linked each = again.poll(); each != null; each = again.poll()) {
                Inbound inbound = (Inbound) each;
                handOver(inbound, matches.of(inbound.message().topic()));
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
        Inbox there = inbox;
        if (there != null) {
            waiting.addAll(there.removeIf(delivery -> delivery.message().qos() == QoS.AT_LEAST_ONCE));
        }
        waiting.forEach(Delivery::acknowledge);
    }

    /** The client is not connected and will not connect by itself: whoever waits for messages is woken. */
    void stopped(@Nullable MqttException cause) {
        mailboxes.forEach(mailbox -> mailbox.stopped(cause));
        reconsiderInbox();
    }

    /** Wakes those who wait for messages, to look whether there can be any. */
    void reconsiderInbox() {
        Inbox there = inbox;
        if (there != null) {
            there.reconsider();
        }
    }

    void deliver(Inbound inbound) {
        TopicName topic = inbound.message().topic();
        ClientSubscription[] matching;
        do {
            lookAgain();
            matching = matches.of(topic);
        } while (seen != changes);
        handOver(inbound, matching);
    }

    private void handOver(Inbound inbound, ClientSubscription[] matching) {
        Mailbox only = matching.length == 1 ? matching[0].mailbox() : null;
        if (only != null) {
            fill(only, inbound);
            return;
        }
        ClientSubscription[] meant = meant(matching, inbound);
        if (meant.length == 0) {
            handOverUnwanted(inbound);
        } else {
            share(inbound, meant);
        }
    }

    /** A share for each mailbox, and one for all the subscriptions of the blocking face. */
    private void share(Inbound inbound, ClientSubscription[] wanting) {
        int mailboxes = 0;
        for (ClientSubscription each : wanting) {
            mailboxes += each.mailbox() == null ? 0 : 1;
        }
        boolean pulled = mailboxes < wanting.length;
        Arrival[] shares = SharedDelivery.shares(inbound, mailboxes + (pulled ? 1 : 0));
        int next = 0;
        for (ClientSubscription each : wanting) {
            Mailbox mailbox = each.mailbox();
            if (mailbox != null) {
                fill(mailbox, shares[next++]);
            }
        }
        if (pulled) {
            inbox().add(shares[next]);
        }
    }

    /** No subscription wants it so far: in the grace time one may come, and whoever takes from the inbox takes all. */
    private void handOverUnwanted(Inbound inbound) {
        boolean waits = inGrace();
        if (waits) {
            watchGrace();
        }
        Inbox there = inbox;
        if (pulls && (waits || (there != null && there.isUsed()))) {
            inbox().add(inbound);
            watchUnclaimed(inbox());
        } else if (waits) {
            held.add(inbound);
        } else {
            unhandled(inbound);
        }
    }

    private void fill(Mailbox mailbox, Arrival delivery) {
        if (mailbox.collect(delivery)) {
            if (filled.isEmpty()) {
                filled = new ArrayList<>();
            }
            filled.add(mailbox);
        }
    }

    /** A read's worth has been delivered: one task for each mailbox that got something. */
    void burstCompleted() {
        if (!filled.isEmpty()) {
            filled.forEach(Mailbox::deliver);
            filled = List.of();
        }
    }

    /** Counts a message for which there was no room; one call tells the listener of all that were until it runs. */
    void dropped() {
        engine.counters().metrics().dropped();
        if (DROPPED.getAndIncrement(this) == 0) {
            engine.listener().call(each -> each.dropped(DROPPED.getAndSet(this, 0)));
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
