/** The MQTT client: what an application connects, publishes, subscribes and receives with. */
package io.mqttstack.client;
