package io.mqttstack.conformance.report;

import java.time.Instant;

/**
 * Where a report comes from.
 *
 * @param date when it was made
 * @param software version of the suite
 * @param java version of the Java that ran it
 * @param system name and architecture of the operating system
 */
public record Provenance(Instant date, String software, String java, String system) {}
