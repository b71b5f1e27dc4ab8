package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.RetainHandling;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketEnumsTest {
    @ParameterizedTest
    @CsvSource({
        "CONNECT, 1",
        "CONNACK, 2",
        "PUBLISH, 3",
        "PUBACK, 4",
        "PUBREC, 5",
        "PUBREL, 6",
        "PUBCOMP, 7",
        "SUBSCRIBE, 8",
        "SUBACK, 9",
        "UNSUBSCRIBE, 10",
        "UNSUBACK, 11",
        "PINGREQ, 12",
        "PINGRESP, 13",
        "DISCONNECT, 14",
        "AUTH, 15"
    })
    void numberThePacketTypes(PacketType type, int value) {
        assertEquals(value, type.value());
        assertEquals(Optional.of(type), PacketType.of(value));
    }

    @Test
    void haveFifteenPacketTypes() {
        assertEquals(15, PacketType.values().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 16})
    void haveNoOtherPacketType(int value) {
        assertTrue(PacketType.of(value).isEmpty());
    }

    @Test
    void numberQoSAndRetainHandlingFromZero() {
        for (QoS qos : QoS.values()) {
            assertEquals(Optional.of(qos), QoS.of(qos.value()));
        }
        for (RetainHandling handling : RetainHandling.values()) {
            assertEquals(Optional.of(handling), RetainHandling.of(handling.value()));
        }
        assertEquals(
                List.of(0, 1, 2),
                Stream.of(QoS.AT_MOST_ONCE, QoS.AT_LEAST_ONCE, QoS.EXACTLY_ONCE)
                        .map(QoS::value)
                        .toList());
        assertEquals(
                List.of(0, 1, 2),
                Stream.of(RetainHandling.SEND_AT_SUBSCRIBE, RetainHandling.SEND_IF_NEW, RetainHandling.DO_NOT_SEND)
                        .map(RetainHandling::value)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 4})
    void haveNoFourthValue(int value) {
        assertTrue(QoS.of(value).isEmpty());
        assertTrue(RetainHandling.of(value).isEmpty());
    }
}
