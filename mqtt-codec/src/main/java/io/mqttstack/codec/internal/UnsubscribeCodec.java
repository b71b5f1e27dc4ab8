package io.mqttstack.codec.internal;

import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.FixedHeader;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.PropertyReader;
import io.mqttstack.codec.internal.wire.PropertySink;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.internal.wire.TopicFields;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.value.TopicFilter;
import java.util.ArrayList;
import java.util.List;

/** UNSUBSCRIBE: Packet Identifier, properties (5.0), at least one Topic Filter. */
final class UnsubscribeCodec {
    private UnsubscribeCodec() {}

    static Unsubscribe decode(int flags, ByteReader in) {
        int packetIdentifier = in.packetIdentifier(Rule.CLIENT_IDENTIFIED);
        Unsubscribe.Properties properties =
                in.isVersion5() ? properties(in.properties(Place.UNSUBSCRIBE)) : Unsubscribe.Properties.NONE;
        if (in.remaining() == 0) {
            throw in.violation(Rule.UNSUBSCRIBE_EMPTY, in.position(), "UNSUBSCRIBE has no Topic Filter");
        }
        List<TopicFilter> filters = new ArrayList<>();
        while (in.remaining() > 0) {
            if (filters.size() == in.limits().maximumFilters()) {
                throw in.violation(
                        Rule.COUNT, in.position(), "More than " + in.limits().maximumFilters() + " Topic Filters");
            }
            filters.add(TopicFields.filter(in));
        }
        return new Unsubscribe(packetIdentifier, filters, FixedHeader.isDuplicate(flags), properties);
    }

    private static Unsubscribe.Properties properties(PropertyReader properties) {
        if (!properties.next()) {
            return Unsubscribe.Properties.NONE;
        }
        Unsubscribe.Properties.Builder block = Unsubscribe.Properties.builder();
        do {
            switch (properties.id()) {
                case USER_PROPERTY -> block.userProperty(properties.name(), properties.value());
                default -> throw properties.unexpected();
            }
        } while (properties.next());
        return block.build();
    }

    static long length(Unsubscribe packet, ByteWriter out) {
        out.requireDuplicate(PacketType.UNSUBSCRIBE, packet.duplicate());
        long length = 2
                + out.propertyBlock(
                        PacketType.UNSUBSCRIBE,
                        packet.properties(),
                        Unsubscribe.Properties.NONE,
                        UnsubscribeCodec::describe);
        for (TopicFilter filter : packet.filters()) {
            TopicFields.requireSendable(PacketType.UNSUBSCRIBE, filter, out);
            length += 2 + filter.utf8Length();
        }
        return length;
    }

    static void encode(Unsubscribe packet, ByteWriter out) {
        out.twoByteInteger(packet.packetIdentifier());
        out.properties(packet.properties(), UnsubscribeCodec::describe);
        for (TopicFilter filter : packet.filters()) {
            out.topicFilter(filter);
        }
    }

    private static void describe(Unsubscribe.Properties properties, PropertySink out) {
        out.userProperties(properties.userProperties());
    }
}
