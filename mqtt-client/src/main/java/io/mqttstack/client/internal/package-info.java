/** The engine: connections, reconnecting, bounds and dispatch around the pure session. See docs/concurrency.md. */
@NullMarked
package io.mqttstack.client.internal;

import org.jspecify.annotations.NullMarked;
