package io.mqttstack.conformance.capability;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.Capability;
import io.mqttstack.conformance.Check;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.RawConnection;
import io.mqttstack.conformance.TestClient;
import io.mqttstack.conformance.Trial;
import io.mqttstack.conformance.raw.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Malformed packets of each type that a client sends, at which a server has to close. */
final class Malformed {
    private static final int PUBLISH = 0x30;
    private static final int QOS_3 = 0x06;
    private static final int SUBSCRIBE = 0x82;
    private static final int UNSUBSCRIBE = 0xA2;
    private static final int TYPE = 0xF0;
    private static final int FLAG = 0x01;
    private static final int HIGHEST = 0x80;
    private static final int IDENTIFIER = 7;
    /** Where the Connect Flags are in the variable header. */
    private static final int CONNECT_FLAGS = 7;

    private Malformed() {}

    static List<Capability> capabilities() {
        return List.of(
                of("connect", "a malformed CONNECT", "3.1.2-3 3.1.4-1", "3.1.2-3 3.1.4-1", Malformed::connect),
                of(
                        "publish",
                        "a malformed PUBLISH",
                        "1.5.3-1 1.5.3-2 3.3.1-4 3.3.2-2",
                        "1.5.4-1 1.5.4-2 3.3.1-4 3.3.2-2",
                        sending(Malformed::publish)),
                of(
                        "acknowledgement",
                        "a malformed acknowledgement",
                        "2.2.2-2 3.6.1-1",
                        "2.1.3-1 3.6.1-1",
                        sending(Malformed::acknowledgement)),
                of(
                        "subscribe",
                        "a malformed (UN)SUBSCRIBE",
                        "3-8.3-4 3.8.1-1 3.10.1-1",
                        "3.8.1-1 3.8.3-5 3.10.1-1",
                        sending(Malformed::subscribe)),
                of("disconnect", "a malformed DISCONNECT", "3.14.1-1", "3.14.1-1", Malformed::disconnect),
                of(
                        "other",
                        "other malformed packets",
                        "2.2.2-2",
                        "2.1.3-1 3.15.1-1 3.15.2-1",
                        sending(Malformed::other)));
    }

    private static Capability of(String id, String what, String v311, String v5, Check check) {
        return Capability.of("malformed-" + id, "closes at " + what, v311 + " 4.8.0-1", v5 + " 4.13.1-1", check)
                .from(ProtocolVersion.V3_1_1);
    }

    private static Check sending(Function<ProtocolVersion, Map<String, byte[]>> packets) {
        return trial -> Refusing.each(trial, packets.apply(trial.version()));
    }

    private static byte[] properties(ProtocolVersion version) {
        return version == ProtocolVersion.V5_0 ? Wire.properties() : new byte[0];
    }

    private static Map<String, byte[]> publish(ProtocolVersion version) {
        byte[] rest = Wire.join(properties(version), Wire.u8('x'));
        return Map.of(
                "qos", Wire.packet(PUBLISH | QOS_3, Wire.text("a"), Wire.u16(IDENTIFIER), rest),
                "length", Wire.packet(PUBLISH, Wire.u16(200), Wire.u8('a'), rest),
                "wildcard", Wire.packet(PUBLISH, Wire.text("a/#"), rest),
                "nul", Wire.packet(PUBLISH, Wire.text("a\0b"), rest),
                "surrogate", Wire.packet(PUBLISH, Wire.binary(Wire.hex("ED A0 80")), rest));
    }

    /** With other flags, and without a Packet Identifier. */
    private static Map<String, byte[]> acknowledgement(ProtocolVersion version) {
        Map<String, byte[]> packets = new HashMap<>();
        Map.of("puback", 0x40, "pubrec", 0x50, "pubrel", 0x62, "pubcomp", 0x70).forEach((name, first) -> {
            packets.put(name + "-flags", Wire.packet(first ^ FLAG, Wire.u16(IDENTIFIER)));
            packets.put(name + "-identifier", Wire.packet(first));
        });
        return packets;
    }

    private static Map<String, byte[]> subscribe(ProtocolVersion version) {
        byte[] start = Wire.join(Wire.u16(IDENTIFIER), properties(version));
        byte[] filter = Wire.text("a");
        return Map.of(
                "subscribe-flags", Wire.packet(SUBSCRIBE & TYPE, start, filter, Wire.u8(0)),
                "no-filter", Wire.packet(SUBSCRIBE, start),
                "options", Wire.packet(SUBSCRIBE, start, filter, Wire.u8(HIGHEST)),
                "qos", Wire.packet(SUBSCRIBE, start, filter, Wire.u8(3)),
                "unsubscribe-flags", Wire.packet(UNSUBSCRIBE & TYPE, start, filter),
                "no-filter-to-end", Wire.packet(UNSUBSCRIBE, start));
    }

    private static Map<String, byte[]> other(ProtocolVersion version) {
        Map<String, byte[]> packets =
                new HashMap<>(Map.of("pingreq-flags", Wire.hex("C1 00"), "type-0", Wire.hex("00 00")));
        if (version == ProtocolVersion.V5_0) {
            packets.put("auth-flags", Wire.hex("F1 00"));
            packets.put("auth-code", Wire.hex("F0 02 01 00"));
        }
        return packets;
    }

    /** What would be let in, but for its reserved flag or a last field that goes on behind the end. */
    private static void connect(Trial trial) throws InterruptedException {
        Connect connect = trial.connect("wrong").build();
        byte[] whole = encoded(connect);
        byte[] reserved = whole.clone();
        reserved[fixedHeader(whole) + CONNECT_FLAGS] |= FLAG;
        byte[] unending = whole.clone();
        unending[whole.length - lastField(connect).length() - 2] |= (byte) HIGHEST;
        RawConnection one = trial.raw();
        one.send(reserved);
        RawConnection two = trial.raw();
        two.send(unending);
        Refusing.close(trial, Map.of("flags", one, "length", two));
    }

    private static byte[] encoded(Connect connect) {
        PacketEncoder encoder = PacketEncoder.of(connect.version(), Sender.CLIENT);
        byte[] bytes = new byte[encoder.length(connect)];
        encoder.encode(connect, bytes, 0);
        return bytes;
    }

    private static int fixedHeader(byte[] packet) {
        int length = 2;
        while ((packet[length - 1] & HIGHEST) != 0) {
            length++;
        }
        return length;
    }

    private static Bytes lastField(Connect connect) {
        return connect.password()
                .or(() -> connect.userName().map(Bytes::utf8))
                .orElseGet(() -> Bytes.utf8(connect.clientIdentifier()));
    }

    /** A server closes in any case; a DISCONNECT that is none leaves the Will to be published [MQTT-3.1.2-8]. */
    private static void disconnect(Trial trial) throws InterruptedException {
        String topic = trial.topic("will/malformed");
        TestClient heir = trial.connected("heir");
        heir.subscribe(topic, QoS.AT_LEAST_ONCE);
        RawConnection client = trial.raw();
        Will will = new Will(TopicName.of(topic), Bytes.utf8("will"), QoS.AT_LEAST_ONCE, false, Will.Properties.NONE);
        client.connect(trial.connect("wrong").will(will).build());
        client.send(Wire.hex("E1 00"));
        Refusing.close(trial, Map.of("flags", client));
        try {
            heir.receive();
        } catch (Finding e) {
            throw e.symptom().equals("not-delivered")
                    ? Finding.failure(
                            "will-dropped", "A DISCONNECT with a reserved flag was taken for one that drops the Will")
                    : e;
        }
    }
}
