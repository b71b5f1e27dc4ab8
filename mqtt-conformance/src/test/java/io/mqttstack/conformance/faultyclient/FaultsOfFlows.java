package io.mqttstack.conformance.faultyclient;

import static io.mqttstack.conformance.faultyclient.Fault.in;
import static io.mqttstack.conformance.faultyclient.Fault.out;
import static io.mqttstack.conformance.faultyclient.Faults.*;

import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.raw.Wire;
import java.util.List;
import java.util.Map;

/** Faults in the message flows of chapter 4. */
final class FaultsOfFlows {
    private FaultsOfFlows() {}

    static void add(Map<String, Fault> faults) {
        sending(faults);
        sendingAgain(faults);
        receiving(faults);
        ordering(faults);
        flowControl(faults);
    }

    /** The third message of a QoS has the identifier of the second. */
    private static Fault thirdIsSecond(int qos) {
        return out(PUBLISH, (now, f) -> {
            Pub pub = Pub.of(f, now.five);
            byte[] last = now.memory.get("qos" + qos);
            boolean third = pub.qos() == qos && now.nth("publish" + qos, 3);
            return List.of(
                    third ? pub.identifier(Pub.of(last, now.five).identifier()).bytes() : f);
        });
    }

    private static void sending(Map<String, Fault> faults) {
        faults.put("4.3.2/1", thirdIsSecond(1));
        faults.put("4.3.2/2", sends(p -> p.qos() == 1, p -> p.first(p.first() | 8)));
        faults.put("4.3.2/3", new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) == PUBLISH && Pub.of(frame, now.five).qos() == 1) {
                    now.memory.putIfAbsent("first", frame);
                }
                return List.of(frame);
            }

            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                boolean first = Frames.type(frame) == PUBACK && Frames.code(frame) == 0 && now.nth("puback", 1);
                return first
                        ? List.of(
                                frame,
                                packets(now)
                                        .ack(
                                                0x40,
                                                Pub.of(now.memory.get("first"), now.five)
                                                        .identifier()))
                        : List.of(frame);
            }
        });
        faults.put("4.3.3/1", thirdIsSecond(2));
        faults.put("4.3.3/2", sends(p -> p.qos() == 2, p -> p.first(p.first() | 8)));
        faults.put(
                "4.3.3/4",
                in(
                        PUBREC,
                        (now, f) -> now.clean && Frames.code(f) == 0
                                ? List.of(f, packets(now).ack(0x70, Frames.identifier(f)))
                                : List.of(f)));
        faults.put(
                "4.3.3/5",
                in(PUBREC, (now, f) -> List.of(now.clean && Frames.code(f) == 0x87 ? Frames.code(f, 0) : f)));
        faults.put("4.3.3/7", in(PUBREC, (now, f) -> {
            if (now.nth("pubrec", 2)) {
                now.send(now.memory.get("qos2"));
            }
            return List.of(f);
        }));
        faults.put("4.4.0/1", out(PUBREL, (now, f) -> {
            byte[] last = now.memory.get("qos1");
            return now.clean && last != null ? List.of(f, last) : List.of(f);
        }));
        faults.put("4.4.0/3", in(PUBACK, (now, f) -> Frames.code(f) == 0x97 ? List.of() : List.of(f)));
    }

    private static void sendingAgain(Map<String, Fault> faults) {
        faults.put("4.3.3/3", out(PUBLISH, (now, f) -> again(now, f, 7) ? List.of() : List.of(f)));
        faults.put("4.3.3/8", out(PUBLISH, (now, f) -> again(now, f, 1) ? List.of() : List.of(f)));
        faults.put(
                "4.3.3/6",
                out(
                        PUBREL,
                        (now, f) -> now.connection == 2 && !now.memory.containsKey("qos1")
                                ? List.of(now.memory.get("qos2"), f)
                                : List.of(f)));
        faults.put(
                "4.4.0/2",
                out(
                        PUBREL,
                        (now, f) ->
                                now.connection == 2 && now.memory.containsKey("qos1") ? List.of(f, f) : List.of(f)));
    }

    private static boolean again(Tampering now, byte[] frame, int payload) {
        Pub pub = Pub.of(frame, now.five);
        return pub.dup() && pub.qos() == 2 && pub.payload().length == payload;
    }

    private static void receiving(Map<String, Fault> faults) {
        faults.put(
                "4.3.2/4", out(PUBACK, (now, f) -> List.of(Frames.identifier(f) == 5 ? Frames.identifier(f, 6) : f)));
        faults.put("4.3.2/5", in(PUBLISH, (now, f) -> {
            if (Frames.first(f) == 0x3A) {
                now.send(packets(now).ack(0x40, 5));
                return List.of();
            }
            return List.of(f);
        }));
        faults.put("4.3.2/6", in(PUBLISH, (now, f) -> {
            Pub pub = Pub.of(f, now.five);
            if (now.manual && pub.qos() == 1) {
                now.send(packets(now).ack(0x40, pub.identifier()));
            }
            return List.of(f);
        }));
        faults.put(
                "4.3.3/9", out(PUBCOMP, (now, f) -> List.of(Frames.identifier(f) == 9 ? Frames.identifier(f, 10) : f)));
        faults.put("4.3.3/10", deliversTwice(1));
        faults.put("4.3.3/11", deliversTwice(2));
        faults.put("4.3.3/12", new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) == PUBCOMP) {
                    now.nth("complete", 1);
                }
                return List.of(frame);
            }

            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                if (Frames.first(frame) == 0x3C && now.counts.containsKey("complete")) {
                    now.send(packets(now).ack(0x50, 9));
                    return List.of();
                }
                return List.of(frame);
            }
        });
        faults.put("4.3.3/13", new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                if (Frames.type(frame) == PUBLISH && Pub.of(frame, now.five).properties().length > 0) {
                    now.nth("expires", 1);
                }
                return Frames.type(frame) == PUBREL && now.counts.containsKey("expires") ? List.of() : List.of(frame);
            }
        });
        faults.put("4.3.3/14", new Fault() {
            @Override
            List<byte[]> out(Tampering now, byte[] frame) {
                if (Frames.type(frame) == PUBREC && Frames.code(frame) == 0x83) {
                    now.nth("refused", 1);
                }
                return List.of(frame);
            }

            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                return Frames.type(frame) == PUBLISH && now.counts.containsKey("refused") ? List.of() : List.of(frame);
            }
        });
        faults.put("4.3.3/15", in(PUBREL, (now, f) -> Frames.identifier(f) == 77 ? List.of() : List.of(f)));
        faults.put("4.5.0/1", out(PUBACK, (now, f) -> Frames.identifier(f) == 1 ? List.of() : List.of(f)));
    }

    /** Tells the application of a copy of a message of QoS 2. */
    private static Fault deliversTwice(int connection) {
        return new Fault() {
            private volatile Event.Message told;

            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                if (Frames.first(frame) == 0x3C && now.connection == connection && told != null) {
                    now.tellAgain(told);
                }
                return List.of(frame);
            }

            @Override
            Event tells(Tampering now, Event event) {
                if (event instanceof Event.Message message
                        && message.message().topic().equals("receiving")) {
                    told = message;
                }
                return event;
            }
        };
    }

    /** Sends one packet behind the next of its kind. */
    private static Fault swaps(int type, int identifier) {
        return out(type, (now, f) -> {
            byte[] held = now.memory.remove("held");
            if (held != null) {
                return List.of(f, held);
            }
            if (Frames.identifier(f) == identifier) {
                now.memory.put("held", f);
                return List.of();
            }
            return List.of(f);
        });
    }

    private static void ordering(Map<String, Fault> faults) {
        faults.put("4.6.0/1", out(PUBLISH, (now, f) -> {
            byte[] held = now.memory.remove("held");
            if (held != null) {
                return List.of(f, held);
            }
            if (now.connection == 2 && now.nth("again", 1)) {
                now.memory.put("held", f);
                return List.of();
            }
            return List.of(f);
        }));
        faults.put("4.6.0/2", swaps(PUBACK, 30));
        faults.put("4.6.0/3", swaps(PUBREC, 30));
        faults.put("4.6.0/4", out(PUBREL, (now, f) -> {
            byte[] held = now.memory.remove("held");
            if (held != null) {
                return List.of(f, held);
            }
            if (now.nth("pubrel", 1)) {
                now.memory.put("held", f);
                return List.of();
            }
            return List.of(f);
        }));
        faults.put("4.6.0/5", swaps(PUBACK, 1));
    }

    /** Publishes one message more than it may, when a message comes that is a fence. */
    private static Fault oneMore(int maximum, int qos, int connection) {
        return new Fault() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                byte[] limit = Wire.property(0x21, Wire.u16(maximum));
                if (Frames.type(frame) == CONNACK && Frames.contains(frame, limit)) {
                    now.nth("limit", 1);
                }
                boolean fence = Frames.type(frame) == PUBLISH
                        && Pub.of(frame, now.five).name().equals("fence");
                byte[] last = now.memory.get("qos" + qos);
                if (fence && last != null && now.counts.containsKey("limit") && now.connection == connection) {
                    now.send(Pub.of(last, now.five).identifier(500).bytes());
                }
                return List.of(frame);
            }
        };
    }

    private static void flowControl(Map<String, Fault> faults) {
        faults.put("4.9.0/1", oneMore(1, 1, 1));
        faults.put("4.9.0/2", oneMore(3, 1, 1));
        faults.put("4.9.0/3", oneMore(1, 2, 1));
        faults.put("4.9.0/4", in(PUBREC, (now, f) -> Frames.code(f) == 0x87 ? List.of() : List.of(f)));
        faults.put("4.9.0/5", in(PUBLISH, (now, f) -> Pub.of(f, now.five).qos() == 2 ? List.of() : List.of(f)));
        faults.put("4.9.0/6", oneMore(1, 1, 2));
    }
}
