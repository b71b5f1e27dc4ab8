/**
 * Carries bytes between two peers without knowing MQTT, and joins such a connection to the codec in one place.
 *
 * <p>{@link io.mqttstack.transport.Transport} is what an implementation provides; {@link
 * io.mqttstack.transport.PacketConnection} is the only class here that knows packets. Everything a connection does
 * happens in its {@link io.mqttstack.transport.EventLoop}: handlers are called there, one at a time, and most methods
 * of a connection are called there.
 */
package io.mqttstack.transport;
