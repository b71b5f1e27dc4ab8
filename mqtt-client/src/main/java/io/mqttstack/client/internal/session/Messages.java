package io.mqttstack.client.internal.session;

import io.mqttstack.client.Message;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.util.concurrent.TimeUnit;

/** Between what the application writes and what the wire carries. */
public final class Messages {
    private Messages() {}

    /** The message of a PUBLISH whose topic has been resolved. */
    static Message received(PublishView publish, TopicName topic) {
        return message(topic, publish.payloadToKeep(), publish.qos(), publish.retain(), publish.properties());
    }

    /**
     * The message that {@link #whole} made a PUBLISH of.
     *
     * @param publish the PUBLISH
     * @return the message
     */
    public static Message stored(Publish publish) {
        return message(publish.topic(), publish.payload(), publish.qos(), publish.retain(), publish.properties());
    }

    @SuppressWarnings("ReferenceEquality") // NONE is what the decoder gives where there are none; equality is costly
    private static Message message(
            TopicName topic, Bytes payload, QoS qos, boolean retain, Publish.Properties properties) {
        Message.Builder builder =
                Message.builder(topic).payload(payload).qos(qos).retain(retain);
        if (properties != Publish.Properties.NONE) {
            builder.payloadIsUtf8(properties.payloadIsUtf8());
            properties.messageExpiryInterval().ifPresent(builder::messageExpiryInterval);
            properties.responseTopic().ifPresent(builder::responseTopic);
            properties.correlationData().ifPresent(builder::correlationData);
            properties.contentType().ifPresent(builder::contentType);
            for (UserProperty property : properties.userProperties()) {
                builder.userProperty(property.name(), property.value());
            }
        }
        return builder.build();
    }

    /** The PUBLISH of a message; its Message Expiry Interval is what is left of it now. */
    static Publish publish(Outbound outbound, boolean duplicate, long now) {
        Message message = outbound.message();
        return new Publish(
                message.topic(),
                message.payload(),
                message.qos(),
                message.retain(),
                duplicate,
                outbound.packetIdentifier(),
                message.hasProperties() ? properties(message, secondsLeft(outbound, now)) : Publish.Properties.NONE);
    }

    /**
     * All of a message in a PUBLISH of 5.0, its whole Message Expiry Interval included.
     *
     * @param message of QoS 1 or 2
     * @param packetIdentifier the Packet Identifier
     * @return the PUBLISH
     */
    public static Publish whole(Message message, int packetIdentifier) {
        return new Publish(
                message.topic(),
                message.payload(),
                message.qos(),
                message.retain(),
                false,
                packetIdentifier,
                properties(message, message.messageExpiryInterval().orElse(Long.MAX_VALUE)));
    }

    /** Seconds that are left of the Message Expiry Interval, begun ones included; Long.MAX_VALUE: it never expires. */
    private static long secondsLeft(Outbound outbound, long now) {
        long left = outbound.nanosLeft(now);
        return left == Long.MAX_VALUE ? left : -Math.floorDiv(-left, TimeUnit.SECONDS.toNanos(1));
    }

    private static Publish.Properties properties(Message message, long secondsLeft) {
        Publish.Properties.Builder builder = Publish.Properties.builder().payloadIsUtf8(message.payloadIsUtf8());
        if (secondsLeft != Long.MAX_VALUE) {
            builder.messageExpiryInterval(Math.max(0, secondsLeft));
        }
        message.responseTopic().ifPresent(builder::responseTopic);
        message.correlationData().ifPresent(builder::correlationData);
        message.contentType().ifPresent(builder::contentType);
        builder.userProperties(message.userProperties());
        return builder.build();
    }
}
