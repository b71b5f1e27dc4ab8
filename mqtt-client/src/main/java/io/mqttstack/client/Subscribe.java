package io.mqttstack.client;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.RetainHandling;
import io.mqttstack.codec.value.TopicFilter;
import java.util.Objects;

/**
 * What to subscribe to.
 *
 * @param filter the Topic Filter, {@code $share} included
 * @param qos the highest QoS at which the server may send
 * @param noLocal 5.0 only: messages of this client itself are not sent back; not for shared filters
 *     [MQTT-3.8.3-4]
 * @param retainAsPublished 5.0 only: the RETAIN flag of forwarded messages is kept
 * @param retainHandling 5.0 only: when retained messages are sent; SEND_AT_SUBSCRIBE is 3.x's behaviour
 */
public record Subscribe(
        TopicFilter filter, QoS qos, boolean noLocal, boolean retainAsPublished, RetainHandling retainHandling) {

    /**
     * Checks that everything is there and that No Local is not asked of a shared filter.
     *
     * @param filter the Topic Filter
     * @param qos the highest QoS
     * @param noLocal the option
     * @param retainAsPublished the option
     * @param retainHandling the option
     */
    public Subscribe {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(qos, "qos");
        Objects.requireNonNull(retainHandling, "retainHandling");
        if (noLocal && filter.isShared()) {
            throw new IllegalArgumentException(
                    "No Local cannot be set for the shared filter " + filter + " [MQTT-3.8.3-4]");
        }
    }

    /**
     * Subscribes with the options that every version has.
     *
     * @param filter the Topic Filter
     * @param qos the highest QoS at which the server may send
     * @return the request
     * @throws IllegalArgumentException if the filter is not valid
     */
    public static Subscribe to(String filter, QoS qos) {
        return new Subscribe(TopicFilter.of(filter), qos, false, false, RetainHandling.SEND_AT_SUBSCRIBE);
    }

    /**
     * Returns the same request with No Local.
     *
     * @param noLocal the option
     * @return a new request
     */
    public Subscribe withNoLocal(boolean noLocal) {
        return new Subscribe(filter, qos, noLocal, retainAsPublished, retainHandling);
    }

    /**
     * Returns the same request with Retain As Published.
     *
     * @param retainAsPublished the option
     * @return a new request
     */
    public Subscribe withRetainAsPublished(boolean retainAsPublished) {
        return new Subscribe(filter, qos, noLocal, retainAsPublished, retainHandling);
    }

    /**
     * Returns the same request with a Retain Handling.
     *
     * @param retainHandling the option
     * @return a new request
     */
    public Subscribe withRetainHandling(RetainHandling retainHandling) {
        return new Subscribe(filter, qos, noLocal, retainAsPublished, retainHandling);
    }
}
