package io.mqttstack.conformance.faultyclient;

import static io.mqttstack.conformance.faultyclient.Fault.in;
import static io.mqttstack.conformance.faultyclient.Fault.out;
import static io.mqttstack.conformance.faultyclient.Faults.*;

import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.raw.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Faults in what chapter 3 says of the packets. */
final class FaultsOfPackets {
    private FaultsOfPackets() {}

    static void add(Map<String, Fault> faults) {
        connect(faults);
        connAck(faults);
        publish(faults);
        acknowledgements(faults);
        subscribe(faults);
        disconnect(faults);
    }

    private static byte[] withFlags(byte[] connect, int add, int remove) {
        byte[] body = Frames.body(connect);
        body[7] = (byte) ((body[7] | add) & ~remove);
        return Wire.packet(0x10, body);
    }

    private static int flags(byte[] connect) {
        return Frames.body(connect)[7];
    }

    private static void connect(Map<String, Fault> faults) {
        faults.put("3.1.0/1", new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) == CONNECT) {
                    now.memory.put("connect", frame);
                }
                return Frames.type(frame) == PUBACK ? List.of(now.memory.get("connect"), frame) : List.of(frame);
            }
        });
        faults.put("3.1.2/1", out(CONNECT, (now, f) -> List.of(withFlags(f, 1, 0))));
        faults.put("3.1.2/2", out(CONNECT, (now, f) -> List.of((flags(f) & 4) == 0 ? withFlags(f, 0x20, 0) : f)));
        faults.put(
                "3.1.3/1",
                out(CONNECT, (now, f) -> List.of(Frames.replace(f, "\0\4user\0\6secret", "\0\6secret\0\4user"))));
        faults.put("3.1.3/2", out(CONNECT, (now, f) -> {
            byte[] body = Frames.body(f);
            boolean empty = body[body.length - 1] == 0 && body[body.length - 2] == 0;
            return List.of(empty ? Wire.packet(0x10, Arrays.copyOf(body, body.length - 2)) : f);
        }));
        faults.put(
                "3.1.3/3",
                out(
                        CONNECT,
                        (now, f) ->
                                List.of(now.connection == 2 ? Frames.replace(f, "conformance", "conformancf") : f)));
        faults.put("3.1.3/4", out(CONNECT, (now, f) -> List.of(Frames.replace(f, "assigned", "assignee"))));
        faults.put("3.1.2/3", resumes());
        faults.put("3.1.2/4", out(PUBLISH, (now, f) -> Pub.of(f, now.five).dup() ? List.of() : List.of(f)));
        faults.put("3.1.2/5", new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) == CONNECT) {
                    now.memory.put("keep alive", Arrays.copyOfRange(Frames.body(frame), 8, 10));
                }
                boolean own = Frames.u16(now.memory.get("keep alive"), 0) == 2;
                boolean busy = now.counts.containsKey("busy");
                return Frames.type(frame) == PINGREQ && own && !busy ? List.of() : List.of(frame);
            }

            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                if (Frames.type(frame) == PUBLISH) {
                    now.nth("busy", 1);
                }
                return List.of(frame);
            }
        });
        faults.put("3.1.2/6", pingsLate());
        faults.put("3.1.2/7", overlooksProperty(0x13));
        faults.put("3.1.2/8", out(CONNECT, (now, f) -> List.of((flags(f) & 0xC0) == 0x40 ? withFlags(f, 0, 0x40) : f)));
    }

    /** Sends PINGREQ when thirty more messages have come, one each 100 ms, than it should. */
    private static Fault pingsLate() {
        return new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) != PINGREQ || !now.counts.containsKey("busy")) {
                    return List.of(frame);
                }
                now.counts.put("late", 0);
                return List.of();
            }

            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                if (Frames.type(frame) == PUBLISH) {
                    now.nth("busy", 1);
                    if (now.counts.containsKey("late") && now.nth("late", 30)) {
                        now.counts.remove("late");
                        now.send(Wire.hex("C0 00"));
                    }
                }
                return List.of(frame);
            }
        };
    }

    /** Sends PUBREL again in a session that it had to forget. */
    private static Fault resumes() {
        return new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) == PUBREL) {
                    now.memory.put("release", frame);
                }
                boolean again =
                        now.connection == 2 && Frames.type(frame) == PUBACK && now.memory.containsKey("release");
                return again ? List.of(now.memory.get("release"), frame) : List.of(frame);
            }
        };
    }

    /** Does not see one property of CONNACK; its other properties neither, but no case has two. */
    private static Fault overlooksProperty(int id) {
        return in(
                CONNACK,
                (now, f) -> List.of(
                        hasProperty(f, id) ? Wire.packet(0x20, Arrays.copyOf(Frames.body(f), 2), Wire.u8(0)) : f));
    }

    private static boolean hasProperty(byte[] connAck, int id) {
        byte[] body = Frames.body(connAck);
        return body.length > 3 && body[3] == id;
    }

    private static Fault accepts(int flags, int code) {
        return in(CONNACK, (now, f) -> {
            byte[] body = Frames.body(f);
            boolean that = body[0] == flags && (body[1] & 0xFF) == (now.five ? code : before5(code));
            return List.of(that ? packets(now).connAck(0, 0) : f);
        });
    }

    private static int before5(int code) {
        return switch (code) {
            case 0x87 -> 5;
            case 1 -> 6;
            default -> code;
        };
    }

    private static void connAck(Map<String, Fault> faults) {
        faults.put(
                "3.2.2/1",
                in(
                        CONNACK,
                        (now, f) -> List.of(
                                now.connection == 1 && Frames.body(f)[1] == 0 && Frames.body(f)[0] == 1
                                        ? packets(now).connAck(0, 0)
                                        : f)));
        faults.put("3.2.2/2", resumes());
        faults.put("3.2.2/3", in(CONNACK, (now, f) -> {
            byte[] body = Frames.body(f);
            now.keepsOpen = body[0] == 0 && (body[1] & 0xFF) == (now.five ? 0x87 : 5);
            return List.of(f);
        }));
        faults.put("3.2.2/4", accepts(1, 0x87));
        faults.put("3.2.2/5", accepts(2, 0));
        faults.put("3.2.2/6", accepts(0, 1));
        faults.put(
                "3.2.2/7",
                in(
                        CONNACK,
                        (now, f) -> List.of(
                                hasProperty(f, 0x24) && Frames.body(f)[4] == 1
                                        ? packets(now).connAck(0, 0)
                                        : f)));
        faults.put(
                "3.2.2/8",
                in(
                        CONNACK,
                        (now, f) -> List.of(
                                hasProperty(f, 0x24) && Frames.body(f)[4] == 0
                                        ? packets(now).connAck(0, 0)
                                        : f)));
        faults.put("3.2.2/9", overlooksProperty(0x25));
        faults.put("3.2.2/10", overlooksProperty(0x27));
        faults.put("3.2.2/11", new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                if (Frames.type(frame) == CONNACK && Frames.body(frame).length > 3) {
                    now.nth("properties", 1);
                }
                return List.of(frame);
            }

            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                boolean alias = Frames.type(frame) == PUBLISH && !now.counts.containsKey("properties");
                return List.of(alias ? aliased(now, frame, 1) : frame);
            }
        });
        faults.put("3.2.2/12", new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                if (Frames.type(frame) == CONNACK && hasProperty(frame, 0x22)) {
                    now.nth("maximum", 1);
                }
                return List.of(frame);
            }

            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                boolean alias = Frames.type(frame) == PUBLISH && now.counts.containsKey("maximum");
                return List.of(alias ? aliased(now, frame, 3) : frame);
            }
        });
        faults.put("3.2.0/1", in(CONNACK, (now, f) -> now.nth("connack" + now.connection, 2) ? List.of() : List.of(f)));
        faults.put("3.2.0/2", new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                if (Frames.type(frame) == CONNACK) {
                    now.nth("connack", 1);
                }
                if (Frames.type(frame) == PUBLISH && !now.counts.containsKey("connack")) {
                    return List.of(packets(now).connAck(0, 0), frame);
                }
                return List.of(frame);
            }
        });
        faults.put("3.2.2/13", overlooksProperty(0x21));
        faults.put(
                "3.2.2/14",
                in(
                        CONNACK,
                        (now, f) -> List.of(
                                hasProperty(f, 0x24) && Frames.body(f)[4] == 2
                                        ? packets(now).connAck(0, 0)
                                        : f)));
        faults.put("3.2.2/15", overlooksProperty(0x23));
        faults.put("3.2.2/16", accepts(0, 0x86));
    }

    private static byte[] aliased(Tampering now, byte[] frame, int alias) {
        Pub pub = Pub.of(frame, now.five);
        return pub.properties(Wire.property(0x23, Wire.u16(alias))).bytes();
    }

    private static Fault overlooksIn(String property) {
        byte[] bytes = Wire.hex(property);
        return gets(p -> Frames.contains(p.properties(), bytes), Pub::bare);
    }

    private static void publish(Map<String, Fault> faults) {
        faults.put("3.3.1/1", sends(Pub::dup, p -> p.first(p.first() & 0xF7)));
        faults.put("3.3.1/2", out(PUBACK, (now, f) -> {
            byte[] last = now.memory.get("qos0");
            return now.connection == 2 && last != null ? List.of(last, f) : List.of(f);
        }));
        faults.put("3.3.1/3", in(PUBLISH, (now, f) -> List.of(Frames.first(f) == 0x36 ? Frames.first(f, 0x32) : f)));
        faults.put("3.3.1/4", gets(p -> p.first() == 0x38, p -> p.first(0x30)));
        Fault wildcard = gets(p -> p.name().equals("publish/#"), p -> p.topic("publish/x"));
        faults.put("3.3.2/1", new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                return wildcard.in(now, frame);
            }

            @Override
            Event tells(Tampering now, Event event) {
                if (event instanceof Event.Message m && m.message().topic().equals("publish/x")) {
                    return new Event.Message(
                            new io.mqttstack.conformance.client.ApplicationMessage(
                                    "publish/#",
                                    m.message().payload(),
                                    m.message().qos(),
                                    m.message().retain(),
                                    m.message().properties()),
                            m.duplicate(),
                            m.subscriptionIdentifiers(),
                            m.delivery());
                }
                return event;
            }
        });
        faults.put("3.3.2/3", sends(p -> p.name().startsWith("a/\u00e9"), p -> p.topic("a/e")));
        faults.put("3.3.4/1", in(PUBLISH, (now, f) -> {
            if (Pub.of(f, now.five).qos() == 0) {
                now.send(packets(now).ack(0x40, 1));
            }
            return List.of(f);
        }));
        faults.put("3.3.2/4", gets(p -> p.topic().length == 0 && aliasOf(p) == 5, p -> p.topic("publish6")));
        faults.put("3.3.2/5", overlooksIn("23 00 00"));
        faults.put("3.3.2/6", new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                boolean alias = Frames.type(frame) == PUBLISH
                        && now.clean
                        && !now.counts.containsKey("aliases")
                        && aliasOf(Pub.of(frame, now.five)) == 1;
                return List.of(alias ? Pub.of(frame, now.five).bare().bytes() : frame);
            }

            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) == CONNECT && Frames.contains(frame, Wire.hex("22 00 0A"))) {
                    now.nth("aliases", 1);
                }
                return List.of(frame);
            }
        });
        faults.put("3.3.2/7", in(PUBLISH, (now, f) -> {
            Pub pub = Pub.of(f, now.five);
            boolean known = now.connection == 2 && pub.topic().length == 0 && aliasOf(pub) == 1;
            return List.of(known ? pub.topic("publish").bare().bytes() : f);
        }));
        faults.put("3.3.2/8", out(PUBLISH, (now, f) -> {
            Pub pub = Pub.of(f, now.five);
            boolean again = now.connection == 2 && pub.qos() == 0 && pub.name().equals("publish");
            return List.of(
                    again ? pub.topic("").properties(Wire.hex("23 00 01")).bytes() : f);
        }));
        faults.put("3.3.2/9", sends(p -> p.properties().length > 10, Pub::bare));
        faults.put("3.3.2/10", overlooksIn("08 00 03 61 2F 23"));
        faults.put("3.3.2/11", overlooksIn("08 00 02 C0 AF"));
        faults.put("3.3.2/12", overlooksIn("03 00 03 ED A0 80"));
        faults.put("3.3.2/13", overlooksIn("03 00 01 61 03 00 01 61"));
        faults.put("3.3.2/14", overlooksIn("7E 00"));
        faults.put("3.3.4/2", new Fault() {
            private volatile Event.Message told;

            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                boolean third = Frames.type(frame) == PUBLISH
                        && legible(now, frame)
                        && Pub.of(frame, now.five).identifier() == 3;
                if (third && told != null) {
                    now.tellAgain(told);
                }
                return List.of(frame);
            }

            @Override
            Event tells(Tampering now, Event event) {
                if (event instanceof Event.Message message) {
                    told = message;
                }
                return event;
            }
        });
        faults.put("3.3.4/3", gets(p -> p.payload().length == 100, p -> p.payload(new byte[1])));
        faults.put(
                "3.3.4/4",
                in(PUBLISH, (now, f) -> Frames.contains(f, Wire.hex("0B 01 0B 02")) ? List.of(f, f) : List.of(f)));
        faults.put("3.3.4/5", overlooksIn("0B 00"));
    }

    private static int aliasOf(Pub pub) {
        byte[] p = pub.properties();
        return p.length == 3 && p[0] == 0x23 ? Frames.u16(p, 1) : -1;
    }

    private static Fault recodes(int type, int wrong, int right) {
        return in(type, (now, f) -> List.of(Frames.code(f) == wrong ? Frames.code(f, right) : f));
    }

    private static void acknowledgements(Map<String, Fault> faults) {
        faults.put("3.4.2/1", recodes(PUBACK, 1, 0));
        faults.put("3.5.2/1", recodes(PUBREC, 1, 0));
        faults.put("3.6.2/1", recodes(PUBREL, 1, 0));
        faults.put("3.7.2/1", recodes(PUBCOMP, 1, 0));
        faults.put("3.4.2/2", in(PUBACK, (now, f) -> f.length == 5 ? List.of() : List.of(f)));
        faults.put(
                "3.4.2/3",
                out(
                        PUBREC,
                        (now, f) -> List.of(Wire.packet(
                                0x50,
                                Wire.u16(Frames.identifier(f)),
                                Wire.u8(0),
                                Wire.properties(Wire.property(0x1F, Wire.text("x".repeat(30))))))));
        faults.put("3.4.2/4", out(PUBACK, (now, f) -> List.of(Frames.identifier(f) == 1 ? Frames.code(f, 1) : f)));
        faults.put("3.6.2/2", out(PUBCOMP, (now, f) -> List.of(Frames.code(f) == 0x92 ? Frames.code(f, 0x80) : f)));
    }

    private static void subscribe(Map<String, Fault> faults) {
        faults.put("3.8.3/1", out(SUBSCRIBE, (now, f) -> {
            byte[] other = f.clone();
            other[f.length - 1] = f[f.length - 1] == 0 ? 1 : f[f.length - 1];
            return List.of(other);
        }));
        faults.put("3.8.3/2", out(SUBSCRIBE, (now, f) -> {
            byte[] other = f.clone();
            other[f.length - 1] &= 0x0F;
            return List.of(other);
        }));
        faults.put("3.9.3/1", new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) == SUBSCRIBE) {
                    now.memory.put("subscribe", frame);
                }
                return List.of(frame);
            }

            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                boolean refuses = Frames.type(frame) == SUBACK
                        && (frame[frame.length - 1] & 0xFF) == 0x80
                        && Frames.identifier(frame) == Frames.identifier(now.memory.get("subscribe"));
                return List.of(refuses ? packets(now).subAck(Frames.identifier(frame), 1) : frame);
            }
        });
        faults.put(
                "3.9.3/2",
                in(
                        SUBACK,
                        (now, f) -> List.of(f[f.length - 1] == 3 ? packets(now).subAck(Frames.identifier(f), 1) : f)));
        faults.put(
                "3.9.3/3",
                in(
                        SUBACK,
                        (now, f) -> List.of(
                                f.length == (now.five ? 7 : 6) ? packets(now).subAck(Frames.identifier(f), 1) : f)));
        faults.put("3.9.2/1", new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) == SUBSCRIBE) {
                    now.memory.put("subscribe", frame);
                }
                return List.of(frame);
            }

            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                return List.of(
                        Frames.type(frame) == SUBACK
                                ? Frames.identifier(frame, Frames.identifier(now.memory.get("subscribe")))
                                : frame);
            }
        });
        faults.put("3.10.3/1", out(UNSUBSCRIBE, (now, f) -> {
            byte[] other = f.clone();
            other[f.length - 1] = 'x';
            return List.of(other);
        }));
        faults.put(
                "3.11.3/1",
                in(
                        UNSUBACK,
                        (now, f) ->
                                List.of(f[f.length - 1] == 1 ? packets(now).unsubAck(Frames.identifier(f), 0) : f)));
        faults.put("3.10.4/1", drops(PUBCOMP));
    }

    private static Fault answersAuth(int code) {
        return in(AUTH, (now, f) -> {
            if (Frames.body(f).length > 0 && Frames.body(f)[0] == code) {
                now.send(f);
            }
            return List.of(f);
        });
    }

    private static int reason(byte[] disconnect) {
        byte[] body = Frames.body(disconnect);
        return body.length == 0 ? 0 : body[0] & 0xFF;
    }

    private static void disconnect(Map<String, Fault> faults) {
        faults.put("3.14.4/1", out(DISCONNECT, (now, f) -> List.of(f, Faults.publish(now, "more"))));
        faults.put("3.14.4/2", out(DISCONNECT, (now, f) -> {
            now.keepsOpen = reason(f) == 0;
            return List.of(f);
        }));
        faults.put("3.14.2/1", out(DISCONNECT, (now, f) -> List.of(reason(f) == 0 ? Frames.first(f, 0xE1) : f)));
        faults.put("3.14.2/2", out(DISCONNECT, (now, f) -> List.of(reason(f) == 4 ? Wire.hex("E0 00") : f)));
        faults.put("3.14.4/3", in(DISCONNECT, (now, f) -> {
            now.keepsOpen = reason(f) == 0x8B && f.length == 4;
            return List.of(f);
        }));
        faults.put("3.14.2/3", in(DISCONNECT, (now, f) -> f.length > 4 ? List.of() : List.of(f)));
        faults.put("3.14.2/4", in(DISCONNECT, (now, f) -> reason(f) == 4 ? List.of() : List.of(f)));
        faults.put("3.14.0/1", overlooks("E0 00"));
        faults.put(
                "3.14.2/5",
                out(
                        DISCONNECT,
                        (now, f) -> List.of(
                                reason(f) >= 0x80
                                        ? Wire.packet(
                                                0xE0,
                                                Wire.u8(reason(f)),
                                                Wire.properties(Wire.property(0x1F, Wire.text("x".repeat(30)))))
                                        : f)));
        faults.put("3.15.1/1", overlooks("F2 00"));
        faults.put("3.15.2/1", answersAuth(0x19));
        faults.put("3.15.0/1", overlooks("F0 00"));
    }
}
