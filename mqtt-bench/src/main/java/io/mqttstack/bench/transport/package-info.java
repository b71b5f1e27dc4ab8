/**
 * Measures the transports between processes: ours beside the least that an engine can do, a selector loop that writes in
 * batches and knows no MQTT.
 */
@NullMarked
package io.mqttstack.bench.transport;

import org.jspecify.annotations.NullMarked;
