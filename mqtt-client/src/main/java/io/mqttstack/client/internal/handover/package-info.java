/**
 * From one thread to another, in order: what is handed over is linked through itself, so that neither a queue nor a node is
 * allocated for it. Knows nothing of MQTT, and no thread by name; who wakes whom is decided by those who use it.
 */
@NullMarked
package io.mqttstack.client.internal.handover;

import org.jspecify.annotations.NullMarked;
