package io.mqttstack.conformance.rule;

import io.mqttstack.codec.ProtocolVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a client has to do, in the versions that ask for it.
 *
 * @param v5 the address in 5.0, section and number; empty: 5.0 has no such rule
 * @param v311 the address in 3.1.1; empty: 3.1.1 has no such rule
 * @param title what the client does, for people
 * @param statements5 the statements of 5.0 that the check decides
 * @param statements311 the statements of 3.1.1 that the check decides
 * @param sends what the server sends, and what the client is told, for people
 * @param expects what the client has to do then, for people
 * @param check decides
 */
public record ClientRule(
        Optional<String> v5,
        Optional<String> v311,
        String title,
        List<String> statements5,
        List<String> statements311,
        String sends,
        String expects,
        ClientCheck check) {

    private static final String NONE = "-";

    /**
     * Makes a rule of both versions.
     *
     * @param address section and number; two of them, for 5.0 and 3.1.1, where they differ; {@code -} for a version that
     *     has no such rule
     * @param title what the client does
     * @param statements5 numbers of statements of 5.0, separated by spaces
     * @param statements311 the same for 3.1.1
     * @param sends what the server sends, and what the client is told
     * @param expects what the client has to do then
     * @param check decides
     * @return the rule
     */
    public static ClientRule of(
            String address,
            String title,
            String statements5,
            String statements311,
            String sends,
            String expects,
            ClientCheck check) {
        String[] addresses = address.split(" ", -1);
        return new ClientRule(
                address(addresses[0]),
                address(addresses[addresses.length - 1]),
                title,
                statements(statements5),
                statements(statements311),
                sends,
                expects,
                check);
    }

    /**
     * Makes a rule of 5.0 alone.
     *
     * @param address section and number
     * @param title what the client does
     * @param statements numbers of statements, separated by spaces
     * @param sends what the server sends, and what the client is told
     * @param expects what the client has to do then
     * @param check decides
     * @return the rule
     */
    public static ClientRule five(
            String address, String title, String statements, String sends, String expects, ClientCheck check) {
        return of(address + " " + NONE, title, statements, "", sends, expects, check);
    }

    private static Optional<String> address(String text) {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]+(\\.[0-9]+)+/[0-9]+")) {
            throw new IllegalArgumentException("Not an address of a client case: " + text);
        }
        return Optional.of(text);
    }

    private static List<String> statements(String numbers) {
        return Arrays.stream(numbers.split(" "))
                .filter(each -> !each.isEmpty())
                .map(each -> each.startsWith("MQTT-") ? each : "MQTT-" + each)
                .toList();
    }

    /**
     * Finds the address in a version.
     *
     * @param version the version
     * @return section and number; empty: the version has no such rule
     */
    public Optional<String> address(ProtocolVersion version) {
        return switch (version) {
            case V3_1 -> Optional.empty();
            case V3_1_1 -> v311;
            case V5_0 -> v5;
        };
    }

    /**
     * Returns the statements that the check decides in a version.
     *
     * @param version the version
     * @return identifiers
     */
    public List<String> statements(ProtocolVersion version) {
        return switch (version) {
            case V3_1 -> List.of();
            case V3_1_1 -> statements311;
            case V5_0 -> statements5;
        };
    }
}
