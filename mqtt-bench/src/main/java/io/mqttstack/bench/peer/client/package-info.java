/** Clients under load, ours and those of other libraries, each used through its public API. */
@NullMarked
package io.mqttstack.bench.peer.client;

import org.jspecify.annotations.NullMarked;
