/** The client cases, a class for each section of the specification, in its order. */
@NullMarked
package io.mqttstack.conformance.section;

import org.jspecify.annotations.NullMarked;
