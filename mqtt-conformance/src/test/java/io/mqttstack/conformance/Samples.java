package io.mqttstack.conformance;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.broker.Carrier;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.conformance.report.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values that several tests use. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00.250Z");

    /** Where a report of these samples comes from. */
    public static final Provenance PROVENANCE = new Provenance(NOW, "1.0", "Java 17", "Linux");

    private Samples() {}

    /** A capability whose check is given. */
    public static Capability capability(String id, Check check) {
        return new Capability(
                id,
                "does " + id,
                ProtocolVersion.V3_1,
                List.of(),
                List.of("MQTT-3.1.0-1"),
                false,
                Optional.empty(),
                check);
    }

    /** A case in 5.0 whose check does nothing. */
    public static BrokerCase passing(String id) {
        return new BrokerCase(ProtocolVersion.V5_0, capability(id, trial -> {}));
    }

    /** A case in 5.0 whose check finds something. */
    public static BrokerCase finding(String id, Finding finding) {
        return new BrokerCase(ProtocolVersion.V5_0, capability(id, trial -> {
            throw finding;
        }));
    }

    public static Deviation deviation(String caseId, String symptom, boolean always) {
        return new Deviation("sample-deviation", Set.of(caseId), Set.of(symptom), always, "1.0", "It is like that.");
    }

    public static Verdict verdict(String id, Outcome outcome, String reason) {
        Optional<Deviation> deviation =
                outcome == Outcome.KNOWN ? Optional.of(deviation("5.0/" + id, "odd", true)) : Optional.empty();
        return new Verdict(passing(id), outcome, reason, deviation, Duration.ofMillis(1_234));
    }

    public static SubjectResult column(String subject, Verdict... verdicts) {
        return new SubjectResult(subject, NOW, Duration.ofMillis(2_500), List.of(verdicts));
    }

    /** One column with a verdict of each outcome. */
    public static Matrix matrix(String subject, String reason) {
        Verdict[] verdicts = EnumSet.allOf(Outcome.class).stream()
                .map(each -> verdict(
                        "case-" + each.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                        each,
                        each == Outcome.PASS ? "" : reason))
                .toArray(Verdict[]::new);
        return matrix(column(subject, verdicts));
    }

    public static Matrix matrix(SubjectResult... columns) {
        return new Matrix(columns[0].verdicts().stream().map(Verdict::testCase).toList(), List.of(columns));
    }

    /** A subject that nobody connects to. */
    public static Subject subject(ProtocolVersion... versions) {
        return subject(Map.of(Carrier.TCP, Listener.tcp("127.0.0.1", 1)), versions);
    }

    /** A subject that nobody connects to, with its listeners. */
    public static Subject subject(Map<Carrier, Listener> listeners, ProtocolVersion... versions) {
        return new Subject("sample", Set.of(versions), Carrier.TCP, listeners, Optional.empty());
    }
}
