package io.mqttstack.conformance.capability;

import io.mqttstack.client.Message;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.Finding;

/** What checks expect; none of the reasons holds a payload. */
final class Expect {
    private Expect() {}

    static void that(boolean condition, String symptom, String reason) {
        if (!condition) {
            throw Finding.failure(symptom, reason);
        }
    }

    /** A message on a topic with a payload. */
    static void message(Message actual, String topic, Bytes payload) {
        that(
                actual.topic().value().equals(topic),
                "wrong-topic",
                "A message came on " + actual.topic() + ", expected was " + topic);
        that(
                actual.payload().equals(payload),
                "wrong-payload",
                "A payload of " + actual.payload().length() + " bytes differs from the expected one of "
                        + payload.length() + " bytes");
    }

    static Message of(String topic, String payload, QoS qos) {
        return of(topic, Bytes.utf8(payload), qos, false);
    }

    static Message retained(String topic, String payload) {
        return of(topic, Bytes.utf8(payload), QoS.AT_LEAST_ONCE, true);
    }

    static Message of(String topic, Bytes payload, QoS qos, boolean retain) {
        return Message.builder(TopicName.of(topic))
                .payload(payload)
                .qos(qos)
                .retain(retain)
                .build();
    }
}
