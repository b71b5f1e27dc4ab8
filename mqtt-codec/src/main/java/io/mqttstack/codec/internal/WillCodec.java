package io.mqttstack.codec.internal;

import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.internal.wire.PropertyReader;
import io.mqttstack.codec.internal.wire.PropertySink;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.internal.wire.TopicFields;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;

/** The Will inside CONNECT: Will Properties (5.0), Will Topic, Will Payload [MQTT-3.1.2-9]. */
final class WillCodec {
    private static final QoS[] QOS = QoS.values();

    private WillCodec() {}

    static Will decode(int qos, boolean retain, ByteReader in) {
        if (in.remaining() == 0) {
            throw in.violation(Rule.WILL_FIELDS, in.position(), "The packet ends where the Will should be");
        }
        Will.Properties properties = in.isVersion5() ? properties(in.properties(Place.WILL)) : Will.Properties.NONE;
        TopicName topic = TopicFields.willTopic(in);
        Bytes payload = in.binaryData("Will Payload", Rule.WILL_FIELDS);
        return new Will(topic, payload, QOS[qos], retain, properties);
    }

    private static Will.Properties properties(PropertyReader properties) {
        if (!properties.next()) {
            return Will.Properties.NONE;
        }
        Will.Properties.Builder block = Will.Properties.builder();
        do {
            switch (properties.id()) {
                case PAYLOAD_FORMAT_INDICATOR -> block.payloadIsUtf8(properties.flag());
                case MESSAGE_EXPIRY_INTERVAL -> block.messageExpiryInterval(properties.number());
                case CONTENT_TYPE -> block.contentType(properties.text());
                case RESPONSE_TOPIC -> block.responseTopic(properties.topic());
                case CORRELATION_DATA -> block.correlationData(properties.data());
                case WILL_DELAY_INTERVAL -> block.willDelayInterval(properties.number());
                case USER_PROPERTY -> block.userProperty(properties.name(), properties.value());
                default -> throw properties.unexpected();
            }
        } while (properties.next());
        return block.build();
    }

    static long length(Will will, ByteWriter out) {
        return out.willPropertyBlock(will.properties(), Will.Properties.NONE, WillCodec::describe)
                + 2
                + will.topic().utf8Length()
                + 2
                + will.payload().length();
    }

    static void encode(Will will, ByteWriter out) {
        out.willProperties(will.properties(), WillCodec::describe);
        out.topicName(will.topic());
        out.binaryData(will.payload());
    }

    private static void describe(Will.Properties properties, PropertySink out) {
        out.flag(PropertyId.PAYLOAD_FORMAT_INDICATOR, properties.payloadIsUtf8(), false);
        out.number(PropertyId.MESSAGE_EXPIRY_INTERVAL, properties.messageExpiryInterval());
        out.text(PropertyId.CONTENT_TYPE, properties.contentType());
        out.topic(PropertyId.RESPONSE_TOPIC, properties.responseTopic());
        out.data(PropertyId.CORRELATION_DATA, properties.correlationData());
        out.number(PropertyId.WILL_DELAY_INTERVAL, properties.willDelayInterval(), 0);
        out.userProperties(properties.userProperties());
    }
}
