package io.mqttstack.codec.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.statements.Shows;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is too long for a vector. */
class LongStringTest {
    private static final String LONGEST = "a".repeat(65_535);

    @ParameterizedTest
    @EnumSource
    @Shows({"3.1.1 read MQTT-4.7.3-3", "5.0 read MQTT-4.7.3-3", "3.1.1 written MQTT-4.7.3-3", "5.0 written MQTT-4.7.3-3"
    })
    void carriesTheLongestTopicNameAndTopicFilter(ProtocolVersion version) {
        String none = version == ProtocolVersion.V5_0 ? "00 " : "";
        String length = version == ProtocolVersion.V5_0 ? "82 80 04" : "81 80 04";
        String lengthWithIdentifier = version == ProtocolVersion.V5_0 ? "84 80 04" : "83 80 04";
        String topic = "FF FF" + "61".repeat(65_535);
        carries(version, "30" + length + topic + none, new Publish(TopicName.of(LONGEST), Bytes.EMPTY));
        carries(
                version,
                "A2" + lengthWithIdentifier + "00 01" + none + topic,
                new Unsubscribe(1, List.of(TopicFilter.of(LONGEST))));
    }

    private static void carries(ProtocolVersion version, String hex, Packet packet) {
        byte[] bytes = Reading.bytes(hex);
        assertArrayEquals(bytes, Reading.encode(version, Sender.CLIENT, packet));
        List<Packet> packets = new ArrayList<>();
        Reading.decode(version, Sender.CLIENT, bytes, packets);
        assertEquals(List.of(packet), packets);
    }

    @Test
    @Shows({"3.1.1 written MQTT-4.7.3-3", "5.0 written MQTT-4.7.3-3"})
    void refusesALongerOneAndCountsBytes() {
        for (String text : List.of(LONGEST + "a", "\u00E9".repeat(32_768), "$share/g/" + LONGEST)) {
            var name = assertThrows(IllegalArgumentException.class, () -> TopicName.of(text));
            assertTrue(name.getMessage().contains("65535"), name::getMessage);
            var filter = assertThrows(IllegalArgumentException.class, () -> TopicFilter.of(text));
            assertTrue(filter.getMessage().contains("65535"), filter::getMessage);
        }
    }

    @ParameterizedTest
    @CsvSource({"124, 7F", "125, 80 01", "16380, FF 7F", "16381, 80 80 01", "2097148, FF FF 7F", "2097149, 80 80 80 01"
    })
    void carriesRemainingLengthsAroundEveryBoundary(int payload, String remainingLength) {
        byte[] header = Reading.bytes("30 " + remainingLength + " 00 01 61");
        byte[] bytes = Arrays.copyOf(header, header.length + payload);
        Publish publish = new Publish(TopicName.of("a"), Bytes.wrap(new byte[payload]));
        assertArrayEquals(bytes, Reading.encode(ProtocolVersion.V3_1_1, Sender.CLIENT, publish));
        List<Packet> packets = new ArrayList<>();
        Reading.decode(ProtocolVersion.V3_1_1, Sender.CLIENT, bytes, packets);
        assertEquals(List.of(publish), packets);
    }

    @ParameterizedTest
    @CsvSource({"127, 7F, 83 01", "128, 80 01, 85 01", "16383, FF 7F, 84 80 01", "16384, 80 80 01, 86 80 01"})
    @Shows({"5.0 read MQTT-1.5.5-1", "5.0 written MQTT-1.5.5-1"})
    void carriesPropertyLengthsAroundTheirBoundaries(int length, String propertyLength, String remainingLength) {
        int data = length - 3;
        String hex = "30" + remainingLength + "00 01 61" + propertyLength + "09" + String.format("%04X", data);
        Publish.Properties properties = Publish.Properties.builder()
                .correlationData(Bytes.wrap(new byte[data]))
                .build();
        carries(
                ProtocolVersion.V5_0,
                hex + "00".repeat(data),
                new Publish(TopicName.of("a"), Bytes.EMPTY, QoS.AT_MOST_ONCE, false, false, 0, properties));
    }
}
