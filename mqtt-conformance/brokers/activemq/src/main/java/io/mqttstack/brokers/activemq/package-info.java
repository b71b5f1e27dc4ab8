/**
 * ActiveMQ Classic 6.2.4 in a process of its own: MQTT 3.1 and 3.1.1, QoS 2.
 *
 * <p>On disk, messages and durable subscriptions are kept by KahaDB under the data directory and outlive a killed
 * process. In memory they live as long as the process, as retained messages do in either case. Packets may be as large as the specification allows.
 */
package io.mqttstack.brokers.activemq;
