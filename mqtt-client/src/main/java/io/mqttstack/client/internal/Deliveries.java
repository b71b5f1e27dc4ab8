package io.mqttstack.client.internal;

import io.mqttstack.client.Delivery;
import io.mqttstack.client.internal.session.Inbound;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    private final ListenerCalls listener;
    private final @Nullable Inbox inbox;
    private final Set<Mailbox> filled = new LinkedHashSet<>();
    private final Deque<Inbound> held = new ArrayDeque<>();
    private volatile List<ClientSubscription> subscriptions = List.of();
    private volatile boolean grace;

    /** The subscriptions that the held messages were last compared with. */
    private List<ClientSubscription> known = List.of();

    Deliveries(@Nullable Inbox inbox, ListenerCalls listener) {
        this.inbox = inbox;
        this.listener = listener;
    }

    // ---- any thread

    synchronized void add(ClientSubscription subscription) {
        List<ClientSubscription> more = new ArrayList<>(subscriptions);
        more.add(subscription);
        subscriptions = List.copyOf(more);
    }

    synchronized void remove(ClientSubscription subscription) {
        List<ClientSubscription> fewer = new ArrayList<>(subscriptions);
        fewer.remove(subscription);
        subscriptions = List.copyOf(fewer);
    }

    /** The matching subscriptions of the blocking face. */
    List<ClientSubscription> pulled(TopicName topic) {
        List<ClientSubscription> matching = new ArrayList<>(1);
        for (ClientSubscription each : subscriptions) {
            if (each.mailbox() == null && each.filter().matches(topic)) {
                matching.add(each);
            }
        }
        return matching;
    }

    /** Whether a message without a handler may still wait for one. */
    boolean inGrace() {
        return grace;
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
        reconsiderInbox();
    }

    void handlersChanged() {
        lookAgain();
        reconsiderInbox();
    }

    /** Hands over what is held and wanted by now, before anything that came later. */
    @SuppressWarnings("ReferenceEquality") // each change makes another list
    private void lookAgain() {
        List<ClientSubscription> current = subscriptions;
        if (current != known) {
            known = current;
            int count = held.size();
            for (int i = 0; i < count; i++) {
                handOver(held.remove());
            }
        }
    }

    /** Settles what waits at QoS 1 and came on an earlier connection, which acknowledges nothing there. */
    void forgetWaiting() {
        List<Delivery> waiting = new ArrayList<>();
        for (ClientSubscription each : subscriptions) {
            Mailbox mailbox = each.mailbox();
            if (mailbox != null) {
                mailbox.removeQoS1(waiting);
            }
        }
        if (inbox != null) {
            inbox.removeQoS1(waiting);
        }
        waiting.forEach(Delivery::acknowledge);
    }

    /** The client is not connected and will not connect by itself: whoever waits for messages is woken. */
    void stopped() {
        reconsiderInbox();
    }

    private void reconsiderInbox() {
        if (inbox != null) {
            inbox.reconsider();
        }
    }

    void deliver(Inbound inbound) {
        lookAgain();
        handOver(inbound);
    }

    private void handOver(Inbound inbound) {
        TopicName topic = inbound.message().topic();
        List<Mailbox> mailboxes = new ArrayList<>(1);
        boolean pulled = false;
        for (ClientSubscription each : known) {
            if (each.filter().matches(topic)) {
                Mailbox mailbox = each.mailbox();
                if (mailbox != null) {
                    mailboxes.add(mailbox);
                } else {
                    pulled = true;
                }
            }
        }
        boolean toInbox = inbox != null && (pulled || mailboxes.isEmpty());
        if (mailboxes.isEmpty() && !toInbox) {
            if (grace) {
                held.add(inbound);
            } else {
                unhandled(inbound);
            }
            return;
        }
        Delivery[] shares = SharedDelivery.shares(inbound, mailboxes.size() + (toInbox ? 1 : 0));
        for (int i = 0; i < mailboxes.size(); i++) {
            mailboxes.get(i).add(shares[i]);
            filled.add(mailboxes.get(i));
        }
        if (inbox != null && toInbox) {
            inbox.add(shares[shares.length - 1]);
        }
    }

    /** A read's worth has been delivered: one task for each mailbox that got something. */
    void burstCompleted() {
        if (!filled.isEmpty()) {
            filled.forEach(Mailbox::schedule);
            filled.clear();
        }
    }

    /**
     * Nobody wanted it: reported, then acknowledged, because the server must not send it for ever [MQTT-4.5.0-2]. In this
     * order, so that a slow listener is bounded as handlers are.
     */
    void unhandled(Delivery delivery) {
        listener.call(each -> {
            try {
                each.unhandled(delivery.message());
            } finally {
                delivery.acknowledge();
            }
        });
    }
}
