package io.mqttstack.conformance.client;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.RetainHandling;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.UserProperty;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a client is told to do. Each command but {@link Acknowledge} is answered by exactly one event that bears its number:
 * the one named here, {@link Event.Failed} or {@link Event.Unsupported}.
 */
public sealed interface Command {

    /** {@return what a client must have to be able to obey} */
    Set<Feature> needs();

    /**
     * Connects; answered by {@link Event.Connected} or {@link Event.Refused}. After it was disconnected a client may be told
     * to connect again: it then goes on with its session where that is kept, and with what it was told the first time.
     * What the packet has at its default is left to the client.
     *
     * <p>A client that has an Authentication Method answers each AUTH with the data that came with it, and will not go on
     * when these are {@link #UNACCEPTABLE}.
     *
     * @param url where to: {@code mqtt}, {@code mqtts}, {@code ws}, {@code wss} or {@code unix}
     * @param trust PEM file with the certificates to trust; empty: those of the system
     * @param packet the version and everything that CONNECT says
     * @param reconnect whether the client shall connect again by itself, within about a second, when the connection is lost
     * @param manualAcknowledgement whether messages are acknowledged by {@link Acknowledge} only
     */
    record Connect(
            String url,
            Optional<Path> trust,
            io.mqttstack.codec.packet.Connect packet,
            boolean reconnect,
            boolean manualAcknowledgement)
            implements Command {

        /** Authentication Data that a client takes for a server that fails to convince it. */
        public static final Bytes UNACCEPTABLE = Bytes.utf8("unacceptable");

        /**
         * Connects without TLS or with the system's certificates, does not come back, and acknowledges by itself.
         *
         * @param url where to
         * @param packet the CONNECT
         * @return the command
         */
        public static Connect to(String url, io.mqttstack.codec.packet.Connect packet) {
            return new Connect(url, Optional.empty(), packet, false, false);
        }

        /** {@return the same command for a client that connects again by itself} */
        public Connect reconnecting() {
            return new Connect(url, trust, packet, true, manualAcknowledgement);
        }

        /** {@return the same command for a client that leaves acknowledgements to the application} */
        public Connect manual() {
            return new Connect(url, trust, packet, reconnect, true);
        }

        @Override
        public Set<Feature> needs() {
            Set<Feature> needs = Needs.of(packet);
            needs.addAll(Needs.of(url));
            if (reconnect) {
                needs.add(Feature.RECONNECT);
            }
            if (manualAcknowledgement) {
                needs.add(Feature.MANUAL_ACKNOWLEDGEMENT);
            }
            return needs;
        }
    }

    /**
     * Publishes; answered by {@link Event.Published} when the flow of the QoS is complete.
     *
     * @param message the message
     * @param topicAlias the alias to send along; the client sends the topic with it
     */
    record Publish(ApplicationMessage message, OptionalInt topicAlias) implements Command {

        /**
         * Publishes without a Topic Alias.
         *
         * @param message the message
         * @return the command
         */
        public static Publish of(ApplicationMessage message) {
            return new Publish(message, OptionalInt.empty());
        }

        @Override
        public Set<Feature> needs() {
            Set<Feature> needs = EnumSet.noneOf(Feature.class);
            if (topicAlias.isPresent()) {
                needs.add(Feature.TOPIC_ALIAS);
            }
            if (!message.properties().equals(io.mqttstack.codec.packet.Publish.Properties.NONE)) {
                needs.add(Feature.MESSAGE_PROPERTIES);
            }
            return needs;
        }
    }

    /**
     * Subscribes by one SUBSCRIBE; answered by {@link Event.Subscribed}.
     *
     * @param filters at least one
     * @param identifier the Subscription Identifier
     * @param userProperties of the packet
     */
    record Subscribe(List<Filter> filters, OptionalInt identifier, List<UserProperty> userProperties)
            implements Command {

        /**
         * One filter of a SUBSCRIBE. It is text that need not be a Topic Filter.
         *
         * @param filter the filter
         * @param qos the highest QoS
         * @param noLocal 5.0 only
         * @param retainAsPublished 5.0 only
         * @param retainHandling 5.0 only; SEND_AT_SUBSCRIBE is what 3.x does
         */
        public record Filter(
                String filter, QoS qos, boolean noLocal, boolean retainAsPublished, RetainHandling retainHandling) {

            /**
             * A filter without options of 5.0.
             *
             * @param filter the filter
             * @param qos the highest QoS
             * @return the filter
             */
            public static Filter of(String filter, QoS qos) {
                return new Filter(filter, qos, false, false, RetainHandling.SEND_AT_SUBSCRIBE);
            }

            /**
             * The filter of a packet.
             *
             * @param subscription filter and options
             * @return the filter
             */
            public static Filter of(Subscription subscription) {
                return new Filter(
                        subscription.filter().value(),
                        subscription.qos(),
                        subscription.noLocal(),
                        subscription.retainAsPublished(),
                        subscription.retainHandling());
            }

            boolean hasOptions() {
                return noLocal || retainAsPublished || retainHandling != RetainHandling.SEND_AT_SUBSCRIBE;
            }
        }

        /** Copies the lists. */
        public Subscribe {
            filters = List.copyOf(filters);
            userProperties = List.copyOf(userProperties);
        }

        /**
         * Subscribes to one filter.
         *
         * @param filter the filter
         * @param qos the highest QoS
         * @return the command
         */
        public static Subscribe to(String filter, QoS qos) {
            return new Subscribe(List.of(Filter.of(filter, qos)), OptionalInt.empty(), List.of());
        }

        @Override
        public Set<Feature> needs() {
            Set<Feature> needs = EnumSet.noneOf(Feature.class);
            if (filters.size() > 1) {
                needs.add(Feature.SEVERAL_FILTERS);
            }
            if (filters.stream().anyMatch(Filter::hasOptions)) {
                needs.add(Feature.SUBSCRIPTION_OPTIONS);
            }
            if (identifier.isPresent()) {
                needs.add(Feature.SUBSCRIPTION_IDENTIFIERS);
            }
            if (!userProperties.isEmpty()) {
                needs.add(Feature.SUBSCRIBE_USER_PROPERTIES);
            }
            return needs;
        }
    }

    /**
     * Unsubscribes by one UNSUBSCRIBE; answered by {@link Event.Unsubscribed}.
     *
     * @param filters at least one
     */
    record Unsubscribe(List<String> filters) implements Command {
        /** Copies the list. */
        public Unsubscribe {
            filters = List.copyOf(filters);
        }

        @Override
        public Set<Feature> needs() {
            return filters.size() > 1 ? EnumSet.of(Feature.SEVERAL_FILTERS) : EnumSet.noneOf(Feature.class);
        }
    }

    /**
     * Acknowledges a message. Not answered, unless it fails.
     *
     * @param delivery from {@link Event.Message#delivery()}
     * @param reasonCode 0, or the Reason Code with which to refuse it
     */
    record Acknowledge(int delivery, int reasonCode) implements Command {
        @Override
        public Set<Feature> needs() {
            Set<Feature> needs = EnumSet.of(Feature.MANUAL_ACKNOWLEDGEMENT);
            if (reasonCode != 0) {
                needs.add(Feature.NEGATIVE_ACKNOWLEDGEMENT);
            }
            return needs;
        }
    }

    /**
     * Authenticates anew with what the client was told when it connected; answered by {@link Event.Reauthenticated} when the
     * server has agreed.
     */
    record Reauthenticate() implements Command {
        @Override
        public Set<Feature> needs() {
            return EnumSet.of(Feature.RE_AUTHENTICATION);
        }
    }

    /**
     * Gives the client up, with its session and its connection, and begins another; answered by {@link Event.Renewed}. What
     * is told after that is of the new one.
     */
    record Renew() implements Command {
        @Override
        public Set<Feature> needs() {
            return EnumSet.of(Feature.RENEWAL);
        }
    }

    /**
     * Disconnects; answered by {@link Event.Disconnected}.
     *
     * @param reasonCode 0 for Normal disconnection
     * @param sessionExpiryInterval 5.0 only
     */
    record Disconnect(int reasonCode, OptionalLong sessionExpiryInterval) implements Command {
        /** Disconnects in the normal way. */
        public static final Disconnect NORMAL = new Disconnect(0, OptionalLong.empty());

        private static final int WITH_WILL = 0x04;

        @Override
        public Set<Feature> needs() {
            Set<Feature> needs = EnumSet.noneOf(Feature.class);
            if (reasonCode != 0) {
                needs.add(reasonCode == WITH_WILL ? Feature.DISCONNECT_WITH_WILL : Feature.DISCONNECT_REASON);
            }
            if (sessionExpiryInterval.isPresent()) {
                needs.add(Feature.DISCONNECT_EXPIRY);
            }
            return needs;
        }
    }
}
