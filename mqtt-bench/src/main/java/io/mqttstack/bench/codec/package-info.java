/**
 * Benchmarks of the codec. All work on the packets of {@link io.mqttstack.bench.codec.Fixtures}, whose bytes are written
 * without the codec, and each verifies its answer before it measures.
 */
@NullMarked
package io.mqttstack.bench.codec;

import org.jspecify.annotations.NullMarked;
