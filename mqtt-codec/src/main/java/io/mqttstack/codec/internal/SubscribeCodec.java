package io.mqttstack.codec.internal;

import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.FixedHeader;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.PropertyReader;
import io.mqttstack.codec.internal.wire.PropertySink;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.internal.wire.TopicFields;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.RetainHandling;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.value.TopicFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * SUBSCRIBE.
 *
 * <pre>
 *   Packet Identifier | properties (5.0) | { Topic Filter | options } at least once
 *
 *   options:  7-6 reserved | 5-4 Retain Handling | 3 Retain As Published | 2 No Local | 1-0 QoS
 *             before 5.0 the QoS alone
 * </pre>
 */
final class SubscribeCodec {
    private static final int RESERVED = 0xC0;
    private static final int RETAIN_AS_PUBLISHED = 0x08;
    private static final int NO_LOCAL = 0x04;

    private static final QoS[] QOS = QoS.values();
    private static final RetainHandling[] RETAIN_HANDLING = RetainHandling.values();

    private SubscribeCodec() {}

    static Subscribe decode(int flags, ByteReader in) {
        int packetIdentifier = in.packetIdentifier(Rule.CLIENT_IDENTIFIED);
        Subscribe.Properties properties =
                in.isVersion5() ? properties(in.properties(Place.SUBSCRIBE)) : Subscribe.Properties.NONE;
        if (in.remaining() == 0) {
            throw in.violation(Rule.SUBSCRIBE_EMPTY, in.position(), "SUBSCRIBE has no Topic Filter");
        }
        List<Subscription> subscriptions = new ArrayList<>();
        while (in.remaining() > 0) {
            if (subscriptions.size() == in.limits().maximumFilters()) {
                throw in.violation(
                        Rule.COUNT, in.position(), "More than " + in.limits().maximumFilters() + " Topic Filters");
            }
            TopicFilter filter = TopicFields.filter(in);
            subscriptions.add(in.isVersion5() ? withOptions(filter, in) : withQoS(filter, in));
        }
        return new Subscribe(packetIdentifier, subscriptions, FixedHeader.isDuplicate(flags), properties);
    }

    private static Subscription withQoS(TopicFilter filter, ByteReader in) {
        int at = in.position();
        int qos = in.oneByte("Requested QoS");
        if (qos >= QOS.length) {
            throw in.violation(Rule.SUBSCRIBE_QOS_BYTE, at, "The Requested QoS is " + qos);
        }
        return Subscription.of(filter, QOS[qos]);
    }

    private static Subscription withOptions(TopicFilter filter, ByteReader in) {
        int at = in.position();
        int options = in.oneByte("Subscription Options");
        int qos = options & 3;
        int retainHandling = options >> 4 & 3;
        boolean noLocal = (options & NO_LOCAL) != 0;
        if ((options & RESERVED) != 0) {
            throw in.violation(Rule.SUBSCRIBE_OPTIONS, at, "Reserved bits of the Subscription Options are set");
        }
        if (qos >= QOS.length) {
            throw in.violation(Rule.USE, at, "The Maximum QoS is 3 (section 3.8.3.1)");
        }
        if (retainHandling >= RETAIN_HANDLING.length) {
            throw in.violation(Rule.USE, at, "The Retain Handling is 3 (section 3.8.3.1)");
        }
        if (noLocal && filter.isShared()) {
            throw in.violation(Rule.NO_LOCAL_SHARED, at, "No Local is set on a Shared Subscription");
        }
        return new Subscription(
                filter, QOS[qos], noLocal, (options & RETAIN_AS_PUBLISHED) != 0, RETAIN_HANDLING[retainHandling]);
    }

    private static Subscribe.Properties properties(PropertyReader properties) {
        if (!properties.next()) {
            return Subscribe.Properties.NONE;
        }
        Subscribe.Properties.Builder block = Subscribe.Properties.builder();
        do {
            switch (properties.id()) {
                case SUBSCRIPTION_IDENTIFIER -> block.subscriptionIdentifier(properties.integer());
                case USER_PROPERTY -> block.userProperty(properties.name(), properties.value());
                default -> throw properties.unexpected();
            }
        } while (properties.next());
        return block.build();
    }

    static long length(Subscribe packet, ByteWriter out) {
        out.requireDuplicate(PacketType.SUBSCRIBE, packet.duplicate());
        long length = 2
                + out.propertyBlock(
                        PacketType.SUBSCRIBE, packet.properties(), Subscribe.Properties.NONE, SubscribeCodec::describe);
        for (Subscription subscription : packet.subscriptions()) {
            if (!out.isVersion5() && options(subscription) >= QOS.length) {
                throw out.refusal(
                        PacketType.SUBSCRIBE,
                        "has options of 5.0 for the filter " + subscription.filter() + "; give the QoS alone");
            }
            TopicFields.requireSendable(PacketType.SUBSCRIBE, subscription.filter(), out);
            length += 3 + subscription.filter().utf8Length();
        }
        return length;
    }

    static void encode(Subscribe packet, ByteWriter out) {
        out.twoByteInteger(packet.packetIdentifier());
        out.properties(packet.properties(), SubscribeCodec::describe);
        for (Subscription subscription : packet.subscriptions()) {
            out.topicFilter(subscription.filter());
            out.oneByte(options(subscription));
        }
    }

    private static int options(Subscription subscription) {
        return subscription.retainHandling().value() << 4
                | (subscription.retainAsPublished() ? RETAIN_AS_PUBLISHED : 0)
                | (subscription.noLocal() ? NO_LOCAL : 0)
                | subscription.qos().value();
    }

    private static void describe(Subscribe.Properties properties, PropertySink out) {
        out.number(PropertyId.SUBSCRIPTION_IDENTIFIER, properties.subscriptionIdentifier());
        out.userProperties(properties.userProperties());
    }
}
