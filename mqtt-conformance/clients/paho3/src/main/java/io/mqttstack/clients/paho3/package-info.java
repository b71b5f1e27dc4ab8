/** Eclipse Paho for 3.1 and 3.1.1 as a client under test. */
package io.mqttstack.clients.paho3;
