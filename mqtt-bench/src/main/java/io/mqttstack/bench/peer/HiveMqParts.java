package io.mqttstack.bench.peer;

import com.hivemq.client.internal.mqtt.codec.decoder.MqttMessageDecoders;
import com.hivemq.client.internal.mqtt.codec.decoder.MqttPingRespDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3ClientMessageDecoders_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3ConnAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3PubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3PubCompDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3PubRecDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3PubRelDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3PublishDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3SubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3UnsubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5AuthDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5ClientMessageDecoders_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5ConnAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5DisconnectDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5PubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5PubCompDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5PubRecDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5PubRelDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5PublishDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5SubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5UnsubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.MqttMessageEncoders;
import com.hivemq.client.internal.mqtt.codec.encoder.MqttPingReqEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt3.Mqtt3ClientMessageEncoders_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt3.Mqtt3ConnectEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt3.Mqtt3DisconnectEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt3.Mqtt3PubAckEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt3.Mqtt3PubCompEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt3.Mqtt3PubRecEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt3.Mqtt3PubRelEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt3.Mqtt3PublishEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt3.Mqtt3SubscribeEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt3.Mqtt3UnsubscribeEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5AuthEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5ClientMessageEncoders_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5ConnectEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5DisconnectEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5PubAckEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5PubCompEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5PubRecEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5PubRelEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5PublishEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5SubscribeEncoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.mqtt5.Mqtt5UnsubscribeEncoder_Factory;
import io.mqttstack.codec.ProtocolVersion;

/** Puts HiveMQ's decoders and encoders together, as its dependency injection does. */
final class HiveMqParts {
    private HiveMqParts() {}

    static MqttMessageDecoders decoders(ProtocolVersion version) {
        return version == ProtocolVersion.V5_0 ? decoders5() : decoders3();
    }

    private static MqttMessageDecoders decoders3() {
        return Mqtt3ClientMessageDecoders_Factory.newInstance(
                Mqtt3ConnAckDecoder_Factory.newInstance(),
                Mqtt3PublishDecoder_Factory.newInstance(),
                Mqtt3PubAckDecoder_Factory.newInstance(),
                Mqtt3PubRecDecoder_Factory.newInstance(),
                Mqtt3PubRelDecoder_Factory.newInstance(),
                Mqtt3PubCompDecoder_Factory.newInstance(),
                Mqtt3SubAckDecoder_Factory.newInstance(),
                Mqtt3UnsubAckDecoder_Factory.newInstance(),
                MqttPingRespDecoder_Factory.newInstance());
    }

    private static MqttMessageDecoders decoders5() {
        return Mqtt5ClientMessageDecoders_Factory.newInstance(
                Mqtt5ConnAckDecoder_Factory.newInstance(),
                Mqtt5PublishDecoder_Factory.newInstance(),
                Mqtt5PubAckDecoder_Factory.newInstance(),
                Mqtt5PubRecDecoder_Factory.newInstance(),
                Mqtt5PubRelDecoder_Factory.newInstance(),
                Mqtt5PubCompDecoder_Factory.newInstance(),
                Mqtt5SubAckDecoder_Factory.newInstance(),
                Mqtt5UnsubAckDecoder_Factory.newInstance(),
                MqttPingRespDecoder_Factory.newInstance(),
                Mqtt5DisconnectDecoder_Factory.newInstance(),
                Mqtt5AuthDecoder_Factory.newInstance());
    }

    static MqttMessageEncoders encoders(ProtocolVersion version) {
        return version == ProtocolVersion.V5_0 ? encoders5() : encoders3();
    }

    private static MqttMessageEncoders encoders3() {
        return Mqtt3ClientMessageEncoders_Factory.newInstance(
                Mqtt3ConnectEncoder_Factory.newInstance(),
                Mqtt3PublishEncoder_Factory.newInstance(),
                Mqtt3PubAckEncoder_Factory.newInstance(),
                Mqtt3PubRecEncoder_Factory.newInstance(),
                Mqtt3PubRelEncoder_Factory.newInstance(),
                Mqtt3PubCompEncoder_Factory.newInstance(),
                Mqtt3SubscribeEncoder_Factory.newInstance(),
                Mqtt3UnsubscribeEncoder_Factory.newInstance(),
                MqttPingReqEncoder_Factory.newInstance(),
                Mqtt3DisconnectEncoder_Factory.newInstance());
    }

    private static MqttMessageEncoders encoders5() {
        return Mqtt5ClientMessageEncoders_Factory.newInstance(
                Mqtt5ConnectEncoder_Factory.newInstance(Mqtt5PublishEncoder_Factory.newInstance()),
                Mqtt5PublishEncoder_Factory.newInstance(),
                Mqtt5PubAckEncoder_Factory.newInstance(),
                Mqtt5PubRecEncoder_Factory.newInstance(),
                Mqtt5PubRelEncoder_Factory.newInstance(),
                Mqtt5PubCompEncoder_Factory.newInstance(),
                Mqtt5SubscribeEncoder_Factory.newInstance(),
                Mqtt5UnsubscribeEncoder_Factory.newInstance(),
                MqttPingReqEncoder_Factory.newInstance(),
                Mqtt5DisconnectEncoder_Factory.newInstance(),
                Mqtt5AuthEncoder_Factory.newInstance());
    }
}
