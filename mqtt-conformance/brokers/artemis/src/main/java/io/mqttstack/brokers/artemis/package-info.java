/**
 * Apache Artemis 2.53.0 in a process of its own: MQTT 3.1, 3.1.1 and 5.0, QoS 2.
 *
 * <p>On disk, messages and subscriptions are kept in a journal under the data directory. The journal is written before
 * a message is acknowledged but not forced to the device, so it outlives a killed process, not a failed machine. In
 * memory they live as long as the process. Packets may be as large as the specification allows. A message is
 * redelivered without limit, and neither a full disk nor a full heap blocks publishers before the broker pages.
 */
package io.mqttstack.brokers.artemis;
