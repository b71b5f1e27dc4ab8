/**
 * Benchmarks of our codec, of other libraries' and of the least work, side by side. JMH gives each combination of a benchmark
 * and a codec a JVM of its own; each codec has seen the same mix of packets and buffers before, and each answer is verified.
 */
@NullMarked
package io.mqttstack.bench.comparison;

import org.jspecify.annotations.NullMarked;
