/** Programs that a test runs: where they are installed, what they read when they start, and what they print. */
@NullMarked
package io.mqttstack.conformance.program;

import org.jspecify.annotations.NullMarked;
