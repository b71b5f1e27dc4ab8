package io.mqttstack.codec.packet;

import io.mqttstack.codec.value.TopicFilter;
import java.util.Objects;

/**
 * One subscription that SUBSCRIBE asks for. Before MQTT 5.0 only the filter and the QoS can be expressed.
 *
 * <pre>
 *   | Topic Filter |  7 6   | 5 4             | 3                   | 2        | 1 0 |
 *   |              |  0 0   | Retain Handling | Retain As Published | No Local | QoS |       before 5.0 the QoS alone
 * </pre>
 *
 * @param filter the Topic Filter
 * @param qos the highest QoS wanted
 * @param noLocal whether messages that the Client itself published are left out [MQTT-3.8.3-3]; false when the
 *     filter is shared [MQTT-3.8.3-4]
 * @param retainAsPublished whether messages keep the RETAIN flag of their publisher [MQTT-3.3.1-13]
 * @param retainHandling which retained messages are sent on subscribing
 */
public record Subscription(
        TopicFilter filter, QoS qos, boolean noLocal, boolean retainAsPublished, RetainHandling retainHandling) {
    /**
     * Checks what holds in every version.
     *
     * @param filter the Topic Filter
     * @param qos the highest QoS wanted
     * @param noLocal whether messages that the Client itself published are left out
     * @param retainAsPublished whether messages keep the RETAIN flag of their publisher
     * @param retainHandling which retained messages are sent on subscribing
     * @throws IllegalArgumentException if No Local comes with a shared filter [MQTT-3.8.3-4]
     */
    public Subscription {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(qos, "qos");
        Objects.requireNonNull(retainHandling, "retainHandling");
        if (noLocal && filter.isShared()) {
            throw new IllegalArgumentException(
                    "The Shared Subscription \"" + filter + "\" has No Local; give false [MQTT-3.8.3-4]");
        }
    }

    /**
     * A subscription as every version can express it.
     *
     * @param filter the Topic Filter
     * @param qos the highest QoS wanted
     * @return the subscription, without No Local and Retain As Published, with {@link RetainHandling#SEND_AT_SUBSCRIBE}
     */
    public static Subscription of(TopicFilter filter, QoS qos) {
        return new Subscription(filter, qos, false, false, RetainHandling.SEND_AT_SUBSCRIBE);
    }
}
