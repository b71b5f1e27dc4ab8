package io.mqttstack.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.capability.Capabilities;
import io.mqttstack.conformance.manifest.Statement;
import io.mqttstack.conformance.manifest.Statements;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the resources say fits together: statements, cases and deviations. */
class CatalogueTest {
    private final Map<String, BrokerCase> cases = Capabilities.cases(EnumSet.allOf(ProtocolVersion.class)).stream()
            .collect(Collectors.toMap(BrokerCase::id, Function.identity()));

    @Test
    void everyStatementThatACaseNamesExistsAndBindsServers() {
        for (Case each : cases.values()) {
            Statements statements = Statements.of(each.version());
            for (String id : each.statements()) {
                Statement statement = statements.find(id).orElseThrow(() -> new AssertionError(each + " names " + id));
                assertFalse(statement.party().equals("client"), () -> each + " names " + id + ", which binds clients");
            }
        }
    }

    @Test
    void allStatementsAreThere() {
        assertEquals(0, Statements.of(ProtocolVersion.V3_1).all().size());
        assertEquals(141, Statements.of(ProtocolVersion.V3_1_1).all().size());
        assertEquals(251, Statements.of(ProtocolVersion.V5_0).all().size());
    }

    @Test
    void everyDeviationOfABrokerConcernsCasesThatExist() {
        for (String broker : Brokers.ofSystem().names()) {
            for (Deviation deviation : DeviationProfile.of(broker).deviations()) {
                assertTrue(deviation.name().startsWith(broker + "-"), deviation::name);
                for (String id : deviation.cases()) {
                    assertTrue(
                            cases.containsKey(id) || id.matches("(3\\.1|3\\.1\\.1|5\\.0)/\\*"),
                            () -> deviation.name() + " concerns " + id);
                }
            }
        }
    }

    @Test
    void noCaseHasTwoDeviationsThatAlwaysShow() {
        for (String broker : Brokers.ofSystem().names()) {
            for (String id : cases.keySet()) {
                long always = DeviationProfile.of(broker).predicts(id).stream()
                        .filter(Deviation::always)
                        .count();
                assertTrue(always <= 1, () -> broker + " " + id);
            }
        }
    }

    @Test
    void aBrokerWithoutProfileHasNoDeviations() {
        assertEquals(List.of(), DeviationProfile.of("mqtt://127.0.0.1:1883").deviations());
        assertEquals(List.of(), DeviationProfile.of("unheardof").deviations());
    }

    @Test
    void twoDeviationsWithOneNameAreRefused() {
        Deviation one = new Deviation("x-y", Set.of("5.0/a"), Set.of("s"), true, "1", "w");
        assertThrows(IllegalArgumentException.class, () -> new DeviationProfile("x", List.of(one, one)));
    }

    @Test
    void capabilitiesHaveDistinctIds() {
        long due = Capabilities.all().stream()
                .mapToLong(each -> Arrays.stream(ProtocolVersion.values())
                        .filter(version -> version.compareTo(each.since()) >= 0)
                        .count())
                .sum();
        assertEquals(due, cases.size());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Capability(
                        "Not an id",
                        "t",
                        ProtocolVersion.V3_1,
                        List.of(),
                        List.of(),
                        false,
                        Optional.empty(),
                        trial -> {}));
    }
}
