/**
 * Moquette 0.17 in a process of its own: MQTT 3.1 and 3.1.1, QoS 2.
 *
 * <p>On disk, sessions and retained messages are kept under the data directory. They survive an orderly stop; what
 * changed after the last one is lost when the process is killed. In memory they live as long as the process. Packets may be as large as the specification allows; an offline client is kept 100,000 messages instead
 * of the default 1,024. Telemetry is off, and the reporters of errors and metrics that Moquette depends on are left
 * out.
 *
 * <p>Two of its habits matter to whoever writes a test. While more than 64 KiB wait to be sent to a client, an
 * acknowledgement to that client is dropped, so a client must not publish large messages to itself. And a SUBSCRIBE
 * that arrives right behind the CONNACK can find the connection not yet open, in which case it is closed.
 */
package io.mqttstack.brokers.moquette;
