/**
 * A matrix for people, for build servers and for programs. What a broker said is escaped in all of them; no payload and
 * no password gets that far.
 */
@NullMarked
package io.mqttstack.conformance.report;

import org.jspecify.annotations.NullMarked;
