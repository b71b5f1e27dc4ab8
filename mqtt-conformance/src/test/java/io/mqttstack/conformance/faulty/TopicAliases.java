package io.mqttstack.conformance.faulty;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.value.TopicName;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** What a client of the broker has Topic Aliases for. */
final class TopicAliases {
    /** As CONNACK says. */
    static final int MAXIMUM = 3;

    private final Map<Integer, TopicName> topics = new HashMap<>();

    /** {@return whether the alias is above the maximum, or stands for nothing} */
    boolean isWrong(Publish publish, FaultyBroker broker) {
        OptionalInt alias = publish.properties().topicAlias();
        int maximum = broker.has(Fault.REFUSE_HIGHEST_TOPIC_ALIAS) ? MAXIMUM - 1 : MAXIMUM;
        return alias.isPresent()
                && (alias.getAsInt() > maximum || (publish.topic().isEmpty() && !topics.containsKey(alias.getAsInt())));
    }

    /** {@return the message with its topic and without alias, which concerns this connection alone} */
    Publish resolved(Publish publish) {
        OptionalInt alias = publish.properties().topicAlias();
        if (alias.isEmpty()) {
            return publish;
        }
        TopicName topic = publish.topic().isEmpty() ? topics.get(alias.getAsInt()) : publish.topic();
        topics.put(alias.getAsInt(), topic);
        return new Publish(
                topic,
                publish.payload(),
                publish.qos(),
                publish.retain(),
                publish.duplicate(),
                publish.packetIdentifier(),
                without(publish.properties()));
    }

    private static Publish.Properties without(Publish.Properties properties) {
        Publish.Properties.Builder others = Publish.Properties.builder()
                .payloadIsUtf8(properties.payloadIsUtf8())
                .userProperties(properties.userProperties());
        properties.messageExpiryInterval().ifPresent(others::messageExpiryInterval);
        properties.responseTopic().ifPresent(others::responseTopic);
        properties.correlationData().ifPresent(others::correlationData);
        properties.contentType().ifPresent(others::contentType);
        return others.build();
    }
}
