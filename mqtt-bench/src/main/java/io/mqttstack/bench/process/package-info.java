/**
 * Measures work that takes several processes: each contender and the other end run in a JVM of their own, and contenders take
 * turns, so that what else the machine does meets all of them.
 */
@NullMarked
package io.mqttstack.bench.process;

import org.jspecify.annotations.NullMarked;
