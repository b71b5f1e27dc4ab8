/** Evidence of conformance: the specifications' statements, the cases that decide them, and who is put to the test. */
@NullMarked
package io.mqttstack.conformance;

import org.jspecify.annotations.NullMarked;
