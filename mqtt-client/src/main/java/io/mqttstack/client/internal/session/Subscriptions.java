package io.mqttstack.client.internal.session;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.connect.Refusals;
import io.mqttstack.client.internal.session.FilterState.Step;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import io.mqttstack.codec.value.TopicFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filters of this client, and what the server must still be told about them. */
final class Subscriptions {
    /** The most filters in one packet, and the most bytes of filters where the server names no limit. */
    private static final int FILTERS_AT_ONCE = 1_000;

    private static final long BYTES_AT_ONCE = 64 * 1024L;

    private final IdentifierTable<Exchange> identifiers;
    private ProtocolVersion version;
    private final SessionEffects effects;

    /** Made with the first filter, like what follows: many clients have none. */
    private Map<TopicFilter, FilterState> filters = Map.of();

    /** Those that the server has yet to be told about, in the order in which that came up. */
    private Set<FilterState> toTell = Set.of();

    private int pending;

    /** How many requests the server owes an answer to, those included that a later one has overtaken. */
    private int outstanding;

    Subscriptions(IdentifierTable<Exchange> identifiers, ProtocolVersion version, SessionEffects effects) {
        this.identifiers = identifiers;
        this.version = version;
        this.effects = effects;
    }

    void speak(ProtocolVersion other) {
        version = other;
    }

    /** Filters that are wanted and not yet acknowledged. */
    int pending() {
        return pending;
    }

    boolean awaitingReply() {
        return outstanding > 0;
    }

    /** Everything that moves a filter goes through here, so that nothing has to be searched or counted. */
    private void move(FilterState state, Step step) {
        int before = state.pending() ? 1 : 0;
        state.step = step;
        pending += (state.pending() ? 1 : 0) - before;
        if (step == Step.TO_SUBSCRIBE || step == Step.TO_UNSUBSCRIBE) {
            toTell.add(state);
        } else {
            toTell.remove(state);
        }
    }

    /** Neither we nor the server have anything to do with a filter any more. */
    private void forget(FilterState state) {
        state.request = null;
        move(state, Step.GONE);
        filters.remove(state.filter);
    }

    void add(Subscriber subscriber) {
        if (filters.isEmpty()) {
            filters = new LinkedHashMap<>();
            toTell = new LinkedHashSet<>();
        }
        FilterState state = filters.computeIfAbsent(subscriber.request().filter(), FilterState::new);
        state.subscribers.add(subscriber);
        if (state.step == Step.TO_UNSUBSCRIBE) {
            state.left(null);
        }
        state.request = null;
        move(state, Step.TO_SUBSCRIBE);
    }

    void remove(Subscriber subscriber) {
        FilterState state = filters.get(subscriber.request().filter());
        if (state == null || !state.subscribers.remove(subscriber)) {
            subscriber.ended(null, null);
        } else if (!state.subscribers.isEmpty()) {
            subscriber.ended(null, null);
        } else if (state.known) {
            state.leaving.add(subscriber);
            state.request = null;
            move(state, Step.TO_UNSUBSCRIBE);
        } else {
            forget(state);
            subscriber.ended(null, null);
        }
    }

    /**
     * Tells the server again: everything where the session was lost or, on 3.1, may have been; otherwise what it has not
     * acknowledged.
     */
    void connected(boolean resumed) {
        for (FilterState state : List.copyOf(filters.values())) {
            if (!resumed) {
                state.known = false;
                if (state.subscribers.isEmpty()) {
                    forget(state);
                    state.left(null);
                }
            }
            if (!state.subscribers.isEmpty() && (!resumed || version == ProtocolVersion.V3_1)) {
                move(state, Step.TO_SUBSCRIBE);
            }
        }
    }

    void disconnected() {
        for (FilterState state : filters.values()) {
            state.request = null;
            if (state.step == Step.ASKED) {
                move(state, Step.TO_SUBSCRIBE);
            } else if (state.step == Step.LEAVING) {
                move(state, Step.TO_UNSUBSCRIBE);
            }
        }
        if (outstanding > 0) {
            identifiers.removeAll(SubscriptionRequest.class);
            outstanding = 0;
        }
    }

    /** Nobody waits for an UNSUBACK any more. What a kept session still has to unsubscribe is not forgotten. */
    void abandon(MqttException failure, boolean keepSession) {
        for (FilterState state : List.copyOf(filters.values())) {
            state.left(failure);
            if (state.subscribers.isEmpty() && !keepSession) {
                forget(state);
            }
        }
    }

    /** The client is closed for good: every subscription ends. */
    void close(MqttException failure) {
        for (FilterState state : List.copyOf(filters.values())) {
            state.leaving.addAll(state.subscribers);
            state.subscribers.clear();
            forget(state);
            state.left(failure);
        }
    }

    void pump(ServerLimits limits) {
        if (toTell.isEmpty()) {
            return;
        }
        List<FilterState> leaving = new ArrayList<>();
        List<FilterState> wanted = new ArrayList<>();
        for (FilterState state : List.copyOf(toTell)) {
            if (state.step == Step.TO_UNSUBSCRIBE) {
                leaving.add(state);
            } else if (state.step == Step.TO_SUBSCRIBE) {
                Optional<String> refusal = limits.refusal(state.wanted());
                if (refusal.isPresent()) {
                    move(state, Step.REFUSED);
                    state.refused(new MqttException(refusal.get()));
                } else {
                    wanted.add(state);
                }
            }
        }
        request(false, leaving, limits);
        if (limits.subscriptionIdentifiers()) {
            Map<Integer, List<FilterState>> identified = new LinkedHashMap<>();
            for (FilterState state : wanted) {
                identified
                        .computeIfAbsent(SubscriptionIdentifiers.of(state.filter), none -> new ArrayList<>(1))
                        .add(state);
            }
            identified.values().forEach(states -> request(true, states, limits));
        } else {
            request(true, wanted, limits);
        }
    }

    private void request(boolean subscribes, List<FilterState> states, ServerLimits limits) {
        long most = Math.min(limits.maximumPacketSize() - 32, BYTES_AT_ONCE);
        int from = 0;
        while (from < states.size()) {
            long bytes = size(states.get(from));
            int to = from + 1;
            while (to < states.size() && to - from < FILTERS_AT_ONCE && bytes + size(states.get(to)) <= most) {
                bytes += size(states.get(to));
                to++;
            }
            if (!send(subscribes, List.copyOf(states.subList(from, to)), limits)) {
                return;
            }
            from = to;
        }
    }

    /** The most bytes that a filter takes in a packet. */
    private static long size(FilterState state) {
        return state.filter.value().length() * 3L + 3;
    }

    /** Sends one request, or ends it where it is too large for the server; false: there is no Packet Identifier for it. */
    private boolean send(boolean subscribes, List<FilterState> states, ServerLimits limits) {
        SubscriptionRequest request = new SubscriptionRequest(subscribes, states);
        int identifier = identifiers.add(request);
        if (identifier == 0) {
            return false;
        }
        request.packetIdentifier(identifier);
        Packet packet = subscribes ? subscribe(request, limits) : unsubscribe(request);
        Optional<String> tooLarge = limits.tooLarge(packet);
        if (tooLarge.isPresent()) {
            identifiers.remove(identifier);
            states.forEach(state -> cannotBeSent(subscribes, state, new MqttException(tooLarge.get())));
        } else {
            outstanding++;
            effects.send(packet);
        }
        return true;
    }

    private Subscribe subscribe(SubscriptionRequest request, ServerLimits limits) {
        List<Subscription> subscriptions = new ArrayList<>(request.filters.size());
        for (FilterState state : request.filters) {
            move(state, Step.ASKED);
            state.known = true;
            state.request = request;
            var wanted = state.wanted();
            subscriptions.add(new Subscription(
                    state.filter, wanted.qos(), wanted.noLocal(), wanted.retainAsPublished(), wanted.retainHandling()));
        }
        return new Subscribe(
                request.packetIdentifier(),
                subscriptions,
                false,
                limits.subscriptionIdentifiers()
                        ? Subscribe.Properties.builder()
                                .subscriptionIdentifier(SubscriptionIdentifiers.of(request.filters.get(0).filter))
                                .build()
                        : Subscribe.Properties.NONE);
    }

    private Unsubscribe unsubscribe(SubscriptionRequest request) {
        List<TopicFilter> names = new ArrayList<>(request.filters.size());
        for (FilterState state : request.filters) {
            move(state, Step.LEAVING);
            state.request = request;
            names.add(state.filter);
        }
        return new Unsubscribe(request.packetIdentifier(), names);
    }

    private void cannotBeSent(boolean subscribes, FilterState state, MqttException failure) {
        if (subscribes) {
            refused(state, failure);
        } else {
            forget(state);
            state.left(failure);
        }
    }

    private void refused(FilterState state, MqttException failure) {
        move(state, Step.REFUSED);
        state.known = false;
        state.request = null;
        state.refused(failure);
    }

    void received(SubAck packet) {
        SubscriptionRequest request = answered(packet.packetIdentifier(), true);
        List<SubscribeReasonCode> codes = packet.reasonCodes();
        if (request == null) {
            return;
        }
        check("SUBACK", request.filters.size(), codes.size());
        for (int i = 0; i < codes.size(); i++) {
            FilterState state = request.filters.get(i);
            SubscribeReasonCode code = codes.get(i);
            if (state.request != request) {
                continue;
            }
            if (code.isError()) {
                refused(
                        state,
                        new MqttException(
                                "The server refused the subscription to " + state.filter + " with " + code
                                        + packet.properties()
                                                .reasonString()
                                                .map(text -> ": " + Refusals.printable(text))
                                                .orElse(""),
                                null,
                                packet,
                                false));
            } else {
                move(state, Step.GRANTED);
                state.request = null;
                state.granted(QoS.of(code.code()).orElseThrow(), packet);
            }
        }
    }

    void received(UnsubAck packet) {
        SubscriptionRequest request = answered(packet.packetIdentifier(), false);
        List<UnsubscribeReasonCode> codes = packet.reasonCodes();
        if (request == null) {
            return;
        }
        if (version == ProtocolVersion.V5_0) {
            check("UNSUBACK", request.filters.size(), codes.size());
        }
        for (int i = 0; i < request.filters.size(); i++) {
            FilterState state = request.filters.get(i);
            MqttException failure = i < codes.size() && codes.get(i).isError()
                    ? new MqttException(
                            "The server refused to unsubscribe " + state.filter + " with " + codes.get(i),
                            null,
                            packet,
                            false)
                    : null;
            if (state.request == request) {
                forget(state);
            }
            state.left(failure, packet);
        }
    }

    private @Nullable SubscriptionRequest answered(int identifier, boolean subscribes) {
        if (identifiers.get(identifier) instanceof SubscriptionRequest request && request.subscribes == subscribes) {
            identifiers.remove(identifier);
            outstanding--;
            return request;
        }
        return null;
    }

    private void check(String packet, int filters, int codes) {
        if (filters != codes) {
            throw new MqttProtocolException(
                    DisconnectReasonCode.PROTOCOL_ERROR,
                    version == ProtocolVersion.V5_0 ? "MQTT-3.8.4-6" : "MQTT-3.8.4-5",
                    0,
                    packet + " has " + codes + " Reason Codes for " + filters + " filters");
        }
    }
}
