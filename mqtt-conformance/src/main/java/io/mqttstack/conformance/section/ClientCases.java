package io.mqttstack.conformance.section;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.rule.ClientCase;
import io.mqttstack.conformance.rule.ClientRule;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that clients are asked, in the order of the specification. */
public final class ClientCases {
    private static final Map<String, List<ClientRule>> SECTIONS = sections();

    private ClientCases() {}

    private static Map<String, List<ClientRule>> sections() {
        Map<String, List<ClientRule>> sections = new LinkedHashMap<>();
        sections.put("S1_05_DataRepresentation", S1_05_DataRepresentation.rules());
        sections.put("S2_01_FixedHeader", S2_01_FixedHeader.rules());
        sections.put("S2_02_PacketIdentifier", S2_02_PacketIdentifier.rules());
        sections.put("S3_01_Connect", S3_01_Connect.rules());
        sections.put("S3_02_ConnAck", S3_02_ConnAck.rules());
        sections.put("S3_03_Publish", S3_03_Publish.rules());
        sections.put("S3_04_Acknowledgements", S3_04_Acknowledgements.rules());
        sections.put("S3_08_Subscribe", S3_08_Subscribe.rules());
        sections.put("S3_14_Disconnect", S3_14_Disconnect.rules());
        sections.put("S4_03_Sending", S4_03_Sending.rules());
        sections.put("S4_03_Receiving", S4_03_Receiving.rules());
        sections.put("S4_06_Ordering", S4_06_Ordering.rules());
        sections.put("S4_07_Topics", S4_07_Topics.rules());
        sections.put("S4_09_FlowControl", S4_09_FlowControl.rules());
        sections.put("S4_12_Authentication", S4_12_Authentication.rules());
        sections.put("S4_13_Errors", S4_13_Errors.rules());
        sections.put("S6_00_WebSocket", S6_00_WebSocket.rules());
        return sections;
    }

    /** {@return the rules of each class, by the name of the class} */
    public static Map<String, List<ClientRule>> bySection() {
        return Map.copyOf(SECTIONS);
    }

    /**
     * Makes the cases of some versions.
     *
     * @param versions the versions, in any order; 3.1 has none
     * @return all rules in the oldest version, then in the next
     */
    public static List<ClientCase> of(Collection<ProtocolVersion> versions) {
        return Arrays.stream(ProtocolVersion.values())
                .filter(versions::contains)
                .flatMap(version -> SECTIONS.values().stream()
                        .flatMap(List::stream)
                        .filter(rule -> rule.address(version).isPresent())
                        .map(rule -> new ClientCase(version, rule)))
                .toList();
    }
}
