/** The command lines {@code conformance}, {@code decode} and {@code demo}. */
@NullMarked
package io.mqttstack.conformance.cli;

import org.jspecify.annotations.NullMarked;
