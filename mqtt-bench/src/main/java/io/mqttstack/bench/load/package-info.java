/** The work that clients are put to in end-to-end benchmarks, the same for each, in a process of its own. */
@NullMarked
package io.mqttstack.bench.load;

import org.jspecify.annotations.NullMarked;
