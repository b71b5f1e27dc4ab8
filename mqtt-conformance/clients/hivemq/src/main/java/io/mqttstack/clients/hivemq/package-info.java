/** HiveMQ MQTT Client as a client under test. */
package io.mqttstack.clients.hivemq;
