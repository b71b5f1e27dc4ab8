package io.mqttstack.client.internal.session;

import io.mqttstack.client.Message;
import io.mqttstack.client.Subscribe;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Packet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server of this connection can take, from its CONNACK. Checked before anything is sent. */
final class ServerLimits {
    /** The most that a fixed header can announce, with the header itself. */
    private static final long PROTOCOL_MAXIMUM = 268_435_455L + 5;

    private final ProtocolVersion version;
    private final ConnAck.Properties properties;
    private @Nullable PacketEncoder encoder;
    private final long maximumPacketSize;

    ServerLimits(ProtocolVersion version, ConnAck.Properties properties) {
        this.version = version;
        this.properties = properties;
        this.maximumPacketSize = properties.maximumPacketSize().orElse(PROTOCOL_MAXIMUM);
    }

    int receiveMaximum() {
        return properties.receiveMaximum();
    }

    long maximumPacketSize() {
        return maximumPacketSize;
    }

    /** Why the server would not take a message, naming its limit; empty: it would [MQTT-3.2.2-11], [MQTT-3.2.2-14]. */
    Optional<String> refusal(Message message) {
        if (version != ProtocolVersion.V5_0 && message.hasProperties()) {
            return Optional.of("The server speaks " + version + ", which has no properties; publish without");
        }
        if (message.qos().compareTo(properties.maximumQoS()) > 0) {
            return Optional.of("The server's Maximum QoS is "
                    + properties.maximumQoS().value() + "; publish with that or less, not with "
                    + message.qos().value());
        }
        if (message.retain() && !properties.retainAvailable()) {
            return Optional.of("The server does not support retained messages (Retain Available 0); publish without");
        }
        return Optional.empty();
    }

    /** The bytes that a packet takes, with its fixed header. */
    int length(Packet packet) {
        PacketEncoder known = encoder;
        if (known == null) {
            encoder = known = PacketEncoder.of(version, Sender.CLIENT);
        }
        return known.length(packet);
    }

    /** Why the server would not take a packet of this size; empty: it would [MQTT-3.2.2-15]. */
    Optional<String> tooLarge(Packet packet) {
        int length = length(packet);
        return length <= maximumPacketSize
                ? Optional.empty()
                : Optional.of("The packet has " + length + " bytes and the server's Maximum Packet Size is "
                        + maximumPacketSize + "; send less");
    }

    /** Whether every message that small fits in any case, so that its length need not be computed. */
    boolean surelyFits(Message message) {
        return maximumPacketSize == PROTOCOL_MAXIMUM && message.payload().length() < PROTOCOL_MAXIMUM / 2;
    }

    /** Why the server would not take a subscription; empty: it would. */
    Optional<String> refusal(Subscribe subscribe) {
        if (subscribe.filter().isIncompleteShare() && version == ProtocolVersion.V5_0) {
            return Optional.of("The filter " + subscribe.filter()
                    + " is no shared one; write $share/{ShareName}/{filter} [MQTT-4.8.2-1] [MQTT-4.8.2-2]");
        }
        if (version != ProtocolVersion.V5_0
                && !subscribe.equals(Subscribe.to(subscribe.filter().value(), subscribe.qos()))) {
            return Optional.of("The server speaks " + version + ", which has no Subscription Options ("
                    + subscribe.filter() + "); subscribe without");
        }
        if (subscribe.filter().isShared() && !properties.sharedSubscriptionAvailable()) {
            return Optional.of("The server does not support shared subscriptions (" + subscribe.filter() + ")");
        }
        if (subscribe.filter().hasWildcards() && !properties.wildcardSubscriptionAvailable()) {
            return Optional.of("The server does not support wildcards in filters (" + subscribe.filter() + ")");
        }
        return Optional.empty();
    }

    /** Whether the server takes Subscription Identifiers; only 5.0 has them. */
    boolean subscriptionIdentifiers() {
        return version == ProtocolVersion.V5_0 && properties.subscriptionIdentifierAvailable();
    }

    int topicAliasMaximum() {
        return properties.topicAliasMaximum();
    }
}
