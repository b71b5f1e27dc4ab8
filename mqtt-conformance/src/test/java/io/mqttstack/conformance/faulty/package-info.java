/** A broker that does wrong on purpose, to show that each case can fail. */
package io.mqttstack.conformance.faulty;
