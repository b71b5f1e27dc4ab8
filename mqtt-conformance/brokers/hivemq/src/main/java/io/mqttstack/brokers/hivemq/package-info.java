/**
 * HiveMQ Community Edition 2025.5 in a process of its own: MQTT 3.1, 3.1.1 and 5.0, QoS 2.
 *
 * <p>On disk, sessions and retained messages are kept in files under the data directory and outlive a killed process.
 * In memory they live as long as the process. Packets may be as large as the specification allows; an offline client
 * is kept 100,000 messages instead of the default 1,000. The Receive Maximum stays at the default of 10, which clients
 * have to respect. Usage statistics are off.
 */
package io.mqttstack.brokers.hivemq;
