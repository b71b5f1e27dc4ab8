/** What brokers are asked: one class for each group of capabilities, and {@code Capabilities} with all of them. */
@NullMarked
package io.mqttstack.conformance.capability;

import org.jspecify.annotations.NullMarked;
