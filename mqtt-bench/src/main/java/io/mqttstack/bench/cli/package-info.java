/** The command line of the benchmarks, what it prints, and what it keeps of a run. */
@NullMarked
package io.mqttstack.bench.cli;

import org.jspecify.annotations.NullMarked;
