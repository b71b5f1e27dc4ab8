package io.mqttstack.conformance.manifest;

import io.mqttstack.codec.ProtocolVersion;

/**
 * A normative statement of a specification, in our words.
 *
 * @param version the specification: 3.1.1 or 5.0; 3.1 numbers no statements
 * @param id the identifier as the specification prints it, for example {@code MQTT-3.1.2-4}
 * @param section number and name of the section
 * @param party who has to obey: {@code client}, {@code server} or {@code both}
 * @param kind where it can be tested: {@code codec}, {@code session}, {@code transport} or {@code broker}
 * @param summary what it demands
 */
public record Statement(
        ProtocolVersion version, String id, String section, String party, String kind, String summary) {}
