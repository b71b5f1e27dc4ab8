package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.statements.Shows;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every first byte, from each sender in each version; what it says is wrong is told before anything else arrives. */
class FirstByteTest {
    @ParameterizedTest
    @EnumSource
    @Shows({
        "3.1.1 read MQTT-2.2.2-1",
        "5.0 read MQTT-2.1.3-1",
        "3.1.1 read MQTT-3.3.1-4",
        "5.0 read MQTT-3.3.1-4",
        "3.1.1 read MQTT-3.3.1-2",
        "5.0 read MQTT-3.3.1-2"
    })
    void decidesAtOnce(ProtocolVersion version) {
        for (Sender sender : Sender.values()) {
            for (int first = 0; first < 0x100; first++) {
                String hex = String.format("%02X", first);
                assertEquals(expected(first, version, sender), Reading.of(version, sender, hex), hex + " of " + sender);
            }
        }
    }

    private static String expected(int first, ProtocolVersion version, Sender sender) {
        Optional<PacketType> type = PacketType.of(first >> 4);
        boolean version5 = version == ProtocolVersion.V5_0;
        if (type.isEmpty() || (type.get() == PacketType.AUTH && !version5)) {
            return Reading.failure(MALFORMED_PACKET, "", 0);
        }
        if (!senders(type.get(), version5).contains(sender)) {
            return Reading.failure(PROTOCOL_ERROR, "", 0);
        }
        String statement = broken(type.get(), first & 0xF, version);
        return statement.isEmpty() ? "unfinished" : Reading.failure(MALFORMED_PACKET, statement, 0);
    }

    private static Set<Sender> senders(PacketType type, boolean version5) {
        return switch (type) {
            case PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, AUTH -> Set.of(Sender.CLIENT, Sender.SERVER);
            case CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ -> Set.of(Sender.CLIENT);
            case CONNACK, SUBACK, UNSUBACK, PINGRESP -> Set.of(Sender.SERVER);
            case DISCONNECT -> version5 ? Set.of(Sender.CLIENT, Sender.SERVER) : Set.of(Sender.CLIENT);
        };
    }

    /** The statement that the flags break, or the empty string. */
    private static String broken(PacketType type, int flags, ProtocolVersion version) {
        boolean fixed = flags == 2 || (flags == 0xA && version == ProtocolVersion.V3_1);
        return switch (type) {
            case PUBLISH -> (flags & 6) == 6 ? "MQTT-3.3.1-4" : (flags & 0xE) == 8 ? "MQTT-3.3.1-2" : "";
            case PUBREL -> fixed ? "" : "MQTT-3.6.1-1";
            case SUBSCRIBE -> fixed ? "" : "MQTT-3.8.1-1";
            case UNSUBSCRIBE -> fixed ? "" : "MQTT-3.10.1-1";
            case DISCONNECT -> flags == 0 ? "" : "MQTT-3.14.1-1";
            case AUTH -> flags == 0 ? "" : "MQTT-3.15.1-1";
            case CONNECT, CONNACK, PUBACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK, PINGREQ, PINGRESP ->
                flags == 0 ? "" : version == ProtocolVersion.V5_0 ? "MQTT-2.1.3-1" : "MQTT-2.2.2-1";
        };
    }
}
