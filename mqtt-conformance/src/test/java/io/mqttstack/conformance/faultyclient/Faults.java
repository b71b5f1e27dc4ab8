package io.mqttstack.conformance.faultyclient;

import static io.mqttstack.conformance.faultyclient.Fault.in;
import static io.mqttstack.conformance.faultyclient.Fault.out;
import static io.mqttstack.conformance.faultyclient.Fault.told;

import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.raw.ServerPackets;
import io.mqttstack.conformance.raw.Wire;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** For each rule a fault that breaks it, by the address of the rule in 5.0, or in 3.1.1 where 5.0 does not have it. */
final class Faults {
    static final int CONNECT = 1;
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBREL = 6;
    static final int PUBCOMP = 7;
    static final int SUBSCRIBE = 8;
    static final int SUBACK = 9;
    static final int UNSUBSCRIBE = 10;
    static final int UNSUBACK = 11;
    static final int PINGREQ = 12;
    static final int PINGRESP = 13;
    static final int DISCONNECT = 14;
    static final int AUTH = 15;

    private final Map<String, Fault> faults = new LinkedHashMap<>();

    private Faults() {
        FaultsOfPackets.add(faults);
        FaultsOfFlows.add(faults);
        FaultsOfAuthentication.add(faults);
        FaultsOfWebSocket.add(faults);
        dataAndHeader();
        identifiers();
        errors();
        topics();
    }

    static Map<String, Fault> all() {
        return new Faults().faults;
    }

    /** Takes a packet for a sound one, or does not see it. */
    static Fault repairs(int type, Predicate<byte[]> wrong, Fault.Change repair) {
        return in(type, (now, frame) -> wrong.test(frame) ? repair.of(now, frame) : List.of(frame));
    }

    static Fault reflags(int wrong, int right) {
        return repairs(wrong >> 4, f -> Frames.first(f) == wrong, (now, f) -> List.of(Frames.first(f, right)));
    }

    static Fault overlooks(String hex) {
        byte[] bytes = Wire.hex(hex);
        return new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                return Arrays.equals(frame, bytes) ? List.of() : List.of(frame);
            }
        };
    }

    /** Changes a PUBLISH that the client gets. */
    static Fault gets(Predicate<Pub> wanted, java.util.function.UnaryOperator<Pub> change) {
        return in(PUBLISH, (now, frame) -> {
            Pub pub = Pub.of(frame, now.five);
            return List.of(wanted.test(pub) ? change.apply(pub).bytes() : frame);
        });
    }

    /** Changes a PUBLISH that the client sends. */
    static Fault sends(Predicate<Pub> wanted, java.util.function.UnaryOperator<Pub> change) {
        return out(PUBLISH, (now, frame) -> {
            Pub pub = Pub.of(frame, now.five);
            return List.of(wanted.test(pub) ? change.apply(pub).bytes() : frame);
        });
    }

    static Fault drops(int type) {
        return out(type, (now, frame) -> List.of());
    }

    static byte[] publish(Tampering now, String topic) {
        return packets(now).publish(0, topic, 0, "x");
    }

    static ServerPackets packets(Tampering now) {
        return new ServerPackets(
                now.five ? io.mqttstack.codec.ProtocolVersion.V5_0 : io.mqttstack.codec.ProtocolVersion.V3_1_1);
    }

    private void dataAndHeader() {
        byte[] surrogate = Wire.hex("ED A0 80");
        byte[] nul = Wire.hex("61 00 62");
        faults.put("1.5.4/1", gets(p -> Arrays.equals(p.topic(), surrogate), p -> p.topic("ab")));
        faults.put("1.5.4/2", gets(p -> Arrays.equals(p.topic(), nul), p -> p.topic("ab")));
        faults.put("1.5.4/3", gets(p -> p.name().startsWith("\uFEFF"), p -> p.topic("data")));
        faults.put("1.5.4/4", sends(p -> p.name().startsWith("\uFEFF"), p -> p.topic("data")));
        faults.put("1.5.5/1", overlooks("30 FF FF FF FF 01"));
        faults.put("1.5.5/2", out(PUBLISH, (now, f) -> {
            byte[] body = Frames.body(f);
            boolean small = body.length == 127 - 13;
            byte[] length = {(byte) (body.length | 0x80), 0};
            return List.of(body.length < 128 || small ? Wire.join(Wire.u8(f[0]), length, body) : f);
        }));
        faults.put("1.5.7/1", gets(p -> p.properties().length > 0, Pub::bare));
        faults.put("2.1.3/1", out(SUBSCRIBE, (now, f) -> List.of(Frames.first(f, 0x80))));
        faults.put("2.1.3/2", reflags(0x21, 0x20));
        faults.put("2.1.3/3", reflags(0x41, 0x40));
        faults.put("2.1.3/4", reflags(0x92, 0x90));
        faults.put("2.1.3/5", reflags(0x60, 0x62));
        faults.put("2.1.3/6", overlooks("D1 00"));
        faults.put("2.1.3/7", overlooks("E2 02 00 00"));
    }

    private void identifiers() {
        faults.put("2.2.1/1", out(SUBSCRIBE, (now, f) -> {
            byte[] last = now.memory.get("qos1");
            return List.of(
                    last == null
                            ? f
                            : Frames.identifier(f, Pub.of(last, now.five).identifier()));
        }));
        faults.put("2.2.1/2", sends(p -> p.qos() == 0, p -> p.payload(Wire.join(Wire.u16(1), p.payload()))));
        faults.put("2.2.1/3", out(PUBREC, (now, f) -> List.of(Frames.identifier(f, Frames.identifier(f) + 1))));
        faults.put("2.3.1/4", gets(p -> p.identifier() == 0, p -> p.identifier(1)));
        faults.put("2.2.1/5", new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) == PUBREL && now.clean) {
                    now.memory.put("released", frame);
                }
                byte[] released = now.memory.get("released");
                if (Frames.type(frame) == PUBLISH && released != null) {
                    now.memory.put("replaced", frame);
                    return List.of(Pub.of(frame, now.five)
                            .identifier(Frames.identifier(released))
                            .bytes());
                }
                return List.of(frame);
            }
        });
    }

    private void errors() {
        faults.put("4.2.0/1", gets(p -> p.identifier() == 4, p -> p.topic("lost")));
        faults.put(
                "4.2.0/2",
                in(PUBLISH, (now, f) -> Pub.of(f, now.five).qos() == 0 && now.nth("qos0", 2) ? List.of() : List.of(f)));
        faults.put(
                "4.13.1/1",
                repairs(0, f -> true, (now, f) -> now.counts.containsKey("publish") ? List.of(f) : List.of()));
        faults.computeIfPresent("4.13.1/1", (id, fault) -> new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                if (Frames.type(frame) == PUBLISH) {
                    now.nth("publish", 1);
                }
                return fault.in(now, frame);
            }
        });
        faults.put("4.13.1/2", overlooks("C0 00"));
        faults.put("4.13.1/3", overlooks("82 06 00 01 00 01 61 00"));
        faults.put("4.13.1/4", overlooks("10 0C 00 04 4D 51 54 54 04 02 00 3C 00 00"));
        faults.put("4.13.1/5", overlooks("30 03 00 09 61"));
        faults.put("4.13.1/6", overlooks("40 00"));
        faults.put("4.13.1/7", in(CONNACK, (now, f) -> {
            now.nth("ignores-the-end", 1);
            return List.of(f);
        }));
        faults.put("4.13.1/8", new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                if (Frames.type(frame) == PUBLISH) {
                    now.nth("publish", 1);
                }
                return Frames.type(frame) == 0 && now.counts.containsKey("publish") ? List.of() : List.of(frame);
            }
        });
    }

    /** Asks for a filter without looking at it. */
    private static Fault asks(Predicate<String> wanted) {
        return told((now, command) -> command instanceof Command.Subscribe subscribe
                        && wanted.test(subscribe.filters().get(0).filter())
                ? List.of(Wire.packet(
                        0x82,
                        Wire.u16(99),
                        now.five ? Wire.u8(0) : new byte[0],
                        Wire.text(subscribe.filters().get(0).filter()),
                        Wire.u8(subscribe.filters().get(0).noLocal() ? 4 : 0)))
                : List.of());
    }

    /** Publishes on a topic without looking at it. */
    private static Fault publishes(Predicate<String> wanted, byte[] topic) {
        return told((now, command) -> command instanceof Command.Publish publish
                        && wanted.test(publish.message().topic())
                ? List.of(packets(now).publish(0x30, topic, -1, "x"))
                : List.of());
    }

    private void topics() {
        faults.put("3.3.2/2", publishes(topic -> topic.equals("#"), Wire.u8('#')));
        faults.put("3.8.3/3", asks("$share/g/a"::equals));
        faults.put("4.7.1/1", asks("a/#/b"::equals));
        faults.put("4.7.1/2", asks("a/b+/c"::equals));
        faults.put("4.7.3/1", asks(String::isEmpty));
        faults.put("4.7.3/2", publishes(topic -> topic.contains("\0"), Wire.hex("61 00 62")));
        faults.put("4.7.3/3", publishes(topic -> topic.length() == 32_768, Wire.u8('a')));
        faults.put("4.7.3/4", publishes(topic -> topic.endsWith("\ud800"), Wire.hex("61 ED A0 80")));
        faults.put("4.8.2/1", asks("$share//a"::equals));
        faults.put("4.8.2/2", asks("$share/g+/a"::equals));
        faults.put("4.8.2/3", out(SUBSCRIBE, (now, f) -> List.of(Frames.replace(f, "\0\u0011$share/g/", "\0\u0008"))));
    }
}
