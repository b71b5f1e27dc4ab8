/** The other end of end-to-end benchmarks: a process that answers, counts and floods, and does nothing else. */
@NullMarked
package io.mqttstack.bench.sink;

import org.jspecify.annotations.NullMarked;
