package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.api.SpecificationTable;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.statements.Shows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every byte as Reason Code of every packet that has one, from each sender, as the table of the specification says. */
class ReasonCodeTableTest {
    private static final List<Map<String, String>> TABLE = SpecificationTable.read("mqtt-5.0-reason-codes.tsv");

    /** {@code ??} is the Reason Code. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "CONNACK, 20 03 00 ?? 00, MQTT-3.2.2-8",
        "PUBACK, 40 03 00 01 ??, MQTT-3.4.2-1",
        "PUBREC, 50 03 00 01 ??, MQTT-3.5.2-1",
        "PUBREL, 62 03 00 01 ??, MQTT-3.6.2-1",
        "PUBCOMP, 70 03 00 01 ??, MQTT-3.7.2-1",
        "SUBACK, 90 04 00 01 00 ??, MQTT-3.9.3-2",
        "UNSUBACK, B0 04 00 01 00 ??, MQTT-3.11.3-2",
        "DISCONNECT, E0 01 ??, MQTT-3.14.2-1",
        "AUTH, F0 06 ?? 04 15 00 01 6D, MQTT-3.15.2-1"
    })
    @Shows({
        "5.0 read MQTT-3.2.2-8", "5.0 written MQTT-3.2.2-8",
        "5.0 read MQTT-3.4.2-1", "5.0 written MQTT-3.4.2-1",
        "5.0 read MQTT-3.5.2-1", "5.0 written MQTT-3.5.2-1",
        "5.0 read MQTT-3.6.2-1", "5.0 written MQTT-3.6.2-1",
        "5.0 read MQTT-3.7.2-1", "5.0 written MQTT-3.7.2-1",
        "5.0 read MQTT-3.9.3-2", "5.0 written MQTT-3.9.3-2",
        "5.0 read MQTT-3.11.3-2", "5.0 written MQTT-3.11.3-2",
        "5.0 read MQTT-3.14.2-1", "5.0 written MQTT-3.14.2-1",
        "5.0 read MQTT-3.15.2-1", "5.0 written MQTT-3.15.2-1"
    })
    void holdsThoseOfTheTableAndNoOther(String packet, String frame, String statement) {
        int offset = frame.indexOf('?') / 3;
        for (Sender sender : senders(packet)) {
            for (int code = 0; code < 0x100; code++) {
                String hex = frame.replace("??", String.format("%02X", code));
                String expected = isLegal(packet, code, sender)
                        ? Reading.LEGAL
                        : Reading.failure(PROTOCOL_ERROR, statement, offset);
                assertEquals(expected, Reading.of(ProtocolVersion.V5_0, sender, hex), hex + " of " + sender);
                if (!isLegal(packet, code, sender) && isLegal(packet, code, other(sender))) {
                    refusesTheOtherSidesCode(sender, hex);
                }
            }
        }
    }

    private static void refusesTheOtherSidesCode(Sender sender, String hex) {
        List<Packet> packets = new ArrayList<>();
        Reading.decode(ProtocolVersion.V5_0, other(sender), Reading.bytes(hex), packets);
        assertThrows(
                IllegalArgumentException.class,
                () -> Reading.encode(ProtocolVersion.V5_0, sender, packets.get(0)),
                () -> packets + " of " + sender);
    }

    private static List<Sender> senders(String packet) {
        return packet.equals("CONNACK") || packet.endsWith("SUBACK")
                ? List.of(Sender.SERVER)
                : List.of(Sender.CLIENT, Sender.SERVER);
    }

    private static Sender other(Sender sender) {
        return sender == Sender.CLIENT ? Sender.SERVER : Sender.CLIENT;
    }

    private static boolean isLegal(String packet, int code, Sender sender) {
        if (packet.equals("DISCONNECT") && (code == 0x8C || code == 0x9B)) {
            // Bad authentication method is in the general table alone, which names no sender; section 3.3.4 has a
            // Client send QoS not supported.
            return true;
        }
        return senders(packet).contains(sender)
                && TABLE.stream()
                        .filter(row -> Integer.decode(row.get("code")) == code)
                        .filter(row ->
                                SpecificationTable.packets(row.get("packets")).contains(packet))
                        .anyMatch(row -> !note(packet, row.get("notes"))
                                .contains(sender == Sender.CLIENT ? "Server only" : "Client only"));
    }

    /** What the notes say about the packet: all, unless they speak of packets by name. */
    private static String note(String packet, String notes) {
        for (String note : notes.split(";", -1)) {
            if (note.strip().startsWith(packet + ": ")) {
                return note;
            }
        }
        return notes.contains(": ") ? "" : notes;
    }
}
