/** Measures the stack: benchmarks of its parts, and a load generator for whole connections. */
@NullMarked
package io.mqttstack.bench;

import org.jspecify.annotations.NullMarked;
