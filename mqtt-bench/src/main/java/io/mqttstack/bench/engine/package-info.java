/** Benchmarks of the client on the memory transport: one thread, no sockets, and a peer that does the least work. */
@NullMarked
package io.mqttstack.bench.engine;

import org.jspecify.annotations.NullMarked;
