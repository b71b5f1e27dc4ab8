package io.mqttstack.conformance.client;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;

/**
 * A message as an application sees it. The topic is text that need not be a Topic Name, so that a client can be asked for
 * what it has to refuse. The text form does not show the payload.
 *
 * @param topic the topic
 * @param payload the payload
 * @param qos the QoS
 * @param retain the RETAIN flag
 * @param properties those that belong to the message; Topic Alias and Subscription Identifiers do not
 */
public record ApplicationMessage(String topic, Bytes payload, QoS qos, boolean retain, Publish.Properties properties) {

    /**
     * Makes a message without properties that is not retained.
     *
     * @param topic the topic
     * @param payload the payload, in UTF-8
     * @param qos the QoS
     * @return the message
     */
    public static ApplicationMessage of(String topic, String payload, QoS qos) {
        return new ApplicationMessage(topic, Bytes.utf8(payload), qos, false, Publish.Properties.NONE);
    }

    /** {@return the same message with RETAIN 1} */
    public ApplicationMessage retained() {
        return new ApplicationMessage(topic, payload, qos, true, properties);
    }

    /**
     * Returns the same message with other properties.
     *
     * @param value the properties
     * @return a new message
     */
    public ApplicationMessage with(Publish.Properties value) {
        return new ApplicationMessage(topic, payload, qos, retain, value);
    }

    /**
     * Returns the same message with another payload.
     *
     * @param value the payload
     * @return a new message
     */
    public ApplicationMessage with(Bytes value) {
        return new ApplicationMessage(topic, value, qos, retain, properties);
    }

    @Override
    public String toString() {
        return "ApplicationMessage[topic=" + topic + ", " + payload.length() + " bytes, QoS " + qos.value()
                + (retain ? ", retain]" : "]");
    }
}
