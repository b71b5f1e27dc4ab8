/** Carries bytes between two peers without knowing MQTT, and joins such a connection to the codec in one place. */
package io.mqttstack.transport;
