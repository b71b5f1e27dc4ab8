/**
 * The parts of a client's configuration that have several values: what {@link io.mqttstack.client.ClientOptions} and {@link
 * io.mqttstack.client.AsyncMqttClient#disconnect} take. A {@link io.mqttstack.client.MqttClient} needs none of them.
 */
@NullMarked
package io.mqttstack.client.options;

import org.jspecify.annotations.NullMarked;
