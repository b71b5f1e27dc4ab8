/** Vert.x MQTT as a client under test. */
package io.mqttstack.clients.vertx;
