/** Every statement of the specifications with the cases that decide it, or the reason why there are none. */
@NullMarked
package io.mqttstack.conformance.manifest;

import org.jspecify.annotations.NullMarked;
