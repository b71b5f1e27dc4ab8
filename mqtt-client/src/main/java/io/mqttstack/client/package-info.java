/**
 * The MQTT client: {@link io.mqttstack.client.MqttClient} for blocking code, {@link
 * io.mqttstack.client.AsyncMqttClient} for everything else, both faces of one engine.
 *
 * <p>What the application writes is a {@link io.mqttstack.client.Message}; what the wire adds to it (Packet
 * Identifier, DUP, Topic Alias) never shows. Event loops never run application code: handlers run on the thread
 * that calls {@code loop} or on the runtime's executor.
 */
@NullMarked
package io.mqttstack.client;

import org.jspecify.annotations.NullMarked;
