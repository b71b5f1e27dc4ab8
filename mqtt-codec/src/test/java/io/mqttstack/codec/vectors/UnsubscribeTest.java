package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1_1;

import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.value.TopicFilter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsubscribeTest {
    private static final List<TopicFilter> FILTERS = List.of(TopicFilter.of("a/b"), TopicFilter.of("c/d"));

    @Test
    void carriesFiltersBackToBack() {
        String before5 = "A2 0C 00 0A 00 03 61 2F 62 00 03 63 2F 64";
        CLIENT_3_1.carries(before5, new Unsubscribe(10, FILTERS));
        CLIENT_3_1_1.carries(before5, new Unsubscribe(10, FILTERS));
        CLIENT_5.carries("A2 0D 00 0A 00 00 03 61 2F 62 00 03 63 2F 64", new Unsubscribe(10, FILTERS));
    }

    @Test
    void carriesProperties() {
        CLIENT_5.carries(
                "A2 0D 00 0A 07 26 00 01 6B 00 01 76 00 01 23",
                new Unsubscribe(
                        10,
                        List.of(TopicFilter.of("#")),
                        false,
                        Unsubscribe.Properties.builder().userProperty("k", "v").build()));
    }

    @Test
    void carriesTheDupFlagIn31Alone() {
        Unsubscribe again = new Unsubscribe(10, List.of(TopicFilter.of("a")), true, Unsubscribe.Properties.NONE);
        CLIENT_3_1.carries("AA 05 00 0A 00 01 61", again);
        CLIENT_3_1_1.rejects("[AA]", MALFORMED_PACKET, "MQTT-3.10.1-1");
        CLIENT_5.rejects("[AA]", MALFORMED_PACKET, "MQTT-3.10.1-1");
        CLIENT_3_1_1.refuses(again, "DUP");
        CLIENT_5.refuses(again, "DUP");
    }

    @Test
    void rejectsWrongFlags() {
        CLIENT_3_1.rejects("[A8]", MALFORMED_PACKET, "MQTT-3.10.1-1");
        CLIENT_3_1_1.rejects("[A0]", MALFORMED_PACKET, "MQTT-3.10.1-1");
        CLIENT_5.rejects("[A3]", MALFORMED_PACKET, "MQTT-3.10.1-1");
    }

    @Test
    void rejectsAnUnsubscribeWithoutFilter() {
        CLIENT_3_1_1.rejects("A2 02 00 0A []", PROTOCOL_ERROR, "MQTT-3.10.3-2");
        CLIENT_5.rejects("A2 03 00 0A 00 []", PROTOCOL_ERROR, "MQTT-3.10.3-2");
    }

    @Test
    void rejectsPacketIdentifierZero() {
        CLIENT_3_1_1.rejects("A2 05 [00] 00 00 01 61", PROTOCOL_ERROR, "MQTT-2.3.1-1");
        CLIENT_5.rejects("A2 06 [00] 00 00 00 01 61", PROTOCOL_ERROR, "MQTT-2.2.1-3");
    }

    @Test
    void rejectsFiltersThatBreakTheRulesOfWildcards() {
        filter("61 [23]", "MQTT-4.7.1-2", "MQTT-4.7.1-1");
        filter("61 2F [23] 2F 62", "MQTT-4.7.1-2", "MQTT-4.7.1-1");
        filter("[23] 2F 61", "MQTT-4.7.1-2", "MQTT-4.7.1-1");
        filter("[23] 23", "MQTT-4.7.1-2", "MQTT-4.7.1-1");
        filter("61 [2B]", "MQTT-4.7.1-3", "MQTT-4.7.1-2");
        filter("[2B] 61", "MQTT-4.7.1-3", "MQTT-4.7.1-2");
        filter("61 2F 62 [2B] 2F 63", "MQTT-4.7.1-3", "MQTT-4.7.1-2");
        filter("2F 2B 2F [2B] 2B", "MQTT-4.7.1-3", "MQTT-4.7.1-2");
    }

    @Test
    void rejectsFiltersThatAreNoStringOrEmpty() {
        filter("61 [FF]", "MQTT-1.5.3-1", "MQTT-1.5.4-1");
        filter("[00]", "MQTT-1.5.3-2", "MQTT-1.5.4-2");
        CLIENT_3_1_1.rejects("A2 04 00 0A [00] 00", MALFORMED_PACKET, "MQTT-4.7.3-1");
        CLIENT_5.rejects("A2 05 00 0A 00 [00] 00", MALFORMED_PACKET, "MQTT-4.7.3-1");
    }

    @Test
    void rejectsSharedSubscriptionsThatAreIncomplete() {
        String share = "24 73 68 61 72 65 ";
        filter(share + "[2F]", "", "MQTT-4.8.2-1");
        filter(share + "2F [2F] 61", "", "MQTT-4.8.2-1");
        filter(share + "2F [67]", "", "MQTT-4.8.2-2");
        filter(share + "2F 67 [2F]", "", "MQTT-4.8.2-2");
        filter(share + "2F 67 [2B] 2F 61", "", "MQTT-4.8.2-2");
        filter(share + "2F [23] 2F 61", "", "MQTT-4.8.2-2");
        filter(share + "2F 67 2F 61 [23]", "MQTT-4.7.1-2", "MQTT-4.7.1-1");
    }

    private static void filter(String filter, String statement311, String statement5) {
        int length = Wire.bytes(filter).length;
        CLIENT_3_1_1.rejects(
                String.format("A2 %02X 00 0A 00 %02X %s", length + 4, length, filter), MALFORMED_PACKET, statement311);
        CLIENT_5.rejects(
                String.format("A2 %02X 00 0A 00 00 %02X %s", length + 5, length, filter), MALFORMED_PACKET, statement5);
        CLIENT_5.rejects(
                String.format("82 %02X 00 0A 00 00 %02X %s 00", length + 6, length, filter),
                MALFORMED_PACKET,
                statement5);
    }

    @Test
    void carriesFiltersThatOnlyLookShared() {
        for (String value : List.of("$share", "$SHARE/g/a", "$share/g//a", "$share/g/#", "$share/g/+/a", "/+/#")) {
            TopicFilter filter = TopicFilter.of(value);
            String hex = HexFormat.ofDelimiter(" ").formatHex(value.getBytes(StandardCharsets.US_ASCII));
            CLIENT_5.carries(
                    String.format("A2 %02X 00 0A 00 00 %02X %s", value.length() + 5, value.length(), hex),
                    new Unsubscribe(10, List.of(filter)));
        }
    }

    @Test
    void refusesWhatASenderOrVersionCannotSay() {
        CLIENT_3_1_1.refuses(
                new Unsubscribe(
                        1,
                        FILTERS,
                        false,
                        Unsubscribe.Properties.builder().userProperty("", "").build()),
                "has properties");
        SERVER_3_1_1.refuses(new Unsubscribe(1, FILTERS), "does not exist");
    }
}
