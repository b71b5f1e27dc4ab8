/** Eclipse Paho for 5.0 as a client under test. */
package io.mqttstack.clients.paho5;
