package io.mqttstack.client.internal.session;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.UnsubAck;
import org.jspecify.annotations.Nullable;

/** One subscription of the application; several may share a filter. Called by the session's owner. */
public interface Subscriber {

    /**
     * Returns what it asked for.
     *
     * @return the request
     */
    Subscribe request();

    /**
     * The server acknowledged the filter, for the first time or again.
     *
     * @param qos the QoS that it granted
     * @param packet the SUBACK
     */
    void granted(QoS qos, SubAck packet);

    /**
     * The filter was refused, by the server or because the server is known to refuse it.
     *
     * @param failure why
     */
    void refused(MqttException failure);

    /**
     * It has ended.
     *
     * @param failure why the server did not do as asked; null: it did, or nothing had to be asked
     * @param packet the UNSUBACK; null: none came
     */
    void ended(@Nullable MqttException failure, @Nullable UnsubAck packet);
}
