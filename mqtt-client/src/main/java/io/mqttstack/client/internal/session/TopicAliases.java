package io.mqttstack.client.internal.session;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.value.TopicName;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Topic Aliases that we assign on one connection [MQTT-3.3.2-7], 1 to a maximum [MQTT-3.3.2-9]. The topic that was
 * least recently published to gives its alias up.
 */
final class TopicAliases {
    /** No alias at all [MQTT-3.2.2-18]. */
    static final TopicAliases NONE = new TopicAliases(0);

    /** The most that an alias adds to a PUBLISH: the property, and a longer length twice. A shorter topic needs none. */
    static final int MOST_BYTES = 5;

    private final int maximum;
    private final Map<TopicName, Publish.Properties> assigned = new LinkedHashMap<>(16, 0.75f, true);

    TopicAliases(int maximum) {
        this.maximum = maximum;
    }

    boolean any() {
        return maximum > 0;
    }

    /** Whether the server knows the alias of a topic, so that the topic need not be sent. */
    boolean knows(TopicName topic) {
        return assigned.containsKey(topic);
    }

    /** A PUBLISH with the alias of its topic, and with the topic only where the server must learn the two. It must be sent. */
    Publish apply(Publish publish) {
        Publish.Properties known = assigned.get(publish.topic());
        Publish.Properties alias = known != null ? known : assign(publish.topic());
        return new Publish(
                known != null ? TopicName.EMPTY : publish.topic(),
                publish.payload(),
                publish.qos(),
                publish.retain(),
                publish.duplicate(),
                publish.packetIdentifier(),
                with(publish.properties(), alias));
    }

    private Publish.Properties assign(TopicName topic) {
        Publish.Properties alias;
        if (assigned.size() < maximum) {
            alias = Publish.Properties.builder().topicAlias(assigned.size() + 1).build();
        } else {
            Iterator<Publish.Properties> leastRecent = assigned.values().iterator();
            alias = leastRecent.next();
            leastRecent.remove();
        }
        assigned.put(topic, alias);
        return alias;
    }

    @SuppressWarnings("ReferenceEquality") // NONE is what a message without properties gets; equality is costly
    private static Publish.Properties with(Publish.Properties properties, Publish.Properties alias) {
        return properties == Publish.Properties.NONE
                ? alias
                : properties.toBuilder()
                        .topicAlias(alias.topicAlias().orElseThrow())
                        .build();
    }
}
