package io.mqttstack.conformance.faultyclient;

import static io.mqttstack.conformance.faultyclient.Faults.AUTH;
import static io.mqttstack.conformance.faultyclient.Faults.CONNACK;
import static io.mqttstack.conformance.faultyclient.Faults.CONNECT;
import static io.mqttstack.conformance.faultyclient.Faults.DISCONNECT;

import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.raw.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a client can do wrong when it authenticates by AUTH packets. */
final class FaultsOfAuthentication {
    private static final byte[] METHOD = Wire.property(0x15, Wire.text("ECHO"));
    private static final byte[] AGAIN =
            Wire.packet(0xF0, Wire.u8(0x19), Wire.properties(METHOD, Wire.property(0x16, Wire.text("first"))));
    private static final String NAME = "method";

    private FaultsOfAuthentication() {}

    static void add(Map<String, Fault> faults) {
        faults.put("4.12.0/1", Fault.in(AUTH, (now, f) -> {
            if (has(f, "METHOD")) {
                now.send(f);
            }
            return List.of(f);
        }));
        faults.put("4.12.0/2", Fault.out(AUTH, (now, f) -> List.of(has(f, "two") ? code(f, 0x19) : f)));
        faults.put(
                "4.12.0/3",
                Fault.out(AUTH, (now, f) -> List.of(code(f) == 0x18 ? Frames.replace(f, "ECHO", "ELSE") : f)));
        faults.put(
                "4.12.0/4",
                Faults.repairs(AUTH, f -> has(f, "ELSE"), (now, f) -> List.of(Frames.replace(f, "ELSE", "ECHO"))));
        faults.put("4.12.0/5", new Remembering() {
            @Override
            List<byte[]> in(Tampering now, byte[] frame) {
                boolean lacking = Frames.type(frame) == CONNACK && now.memory.containsKey(NAME) && !has(frame, "ECHO");
                return List.of(lacking ? Faults.packets(now).connAck(0, 0, METHOD) : frame);
            }
        });
        faults.put(
                "4.12.0/6",
                Fault.told((now, command) -> command instanceof Command.Publish publish
                                && publish.message().topic().equals("authentication")
                        ? List.of(Faults.publish(now, "authentication"))
                        : List.of()));
        faults.put("4.12.0/7", new Remembering() {
            @Override
            List<byte[]> told(Tampering now, Command command) {
                return command instanceof Command.Reauthenticate && !now.memory.containsKey(NAME)
                        ? List.of(AGAIN)
                        : List.of();
            }
        });
        faults.put("4.12.1/1", Fault.out(AUTH, (now, f) -> List.of(code(f) == 0x19 ? code(f, 0x18) : f)));
        faults.put("4.12.1/2", Fault.in(AUTH, (now, f) -> has(f, "unacceptable") ? List.of() : List.of(f)));
        faults.put("4.12.1/3", Fault.in(DISCONNECT, (now, f) -> List.of()));
        faults.put(
                "3.15.2/2",
                Fault.out(
                        AUTH,
                        (now, f) -> List.of(
                                code(f) == 0x19
                                        ? Wire.packet(
                                                0xF0,
                                                Wire.u8(0x19),
                                                Wire.properties(METHOD, Wire.property(0x1F, Wire.text("x".repeat(20)))))
                                        : f)));
    }

    /** Knows whether CONNECT had the method. */
    private abstract static class Remembering extends Fault {
        @Override
        List<byte[]> out(Tampering now, byte[] frame) {
            if (Frames.type(frame) == CONNECT && has(frame, "ECHO")) {
                now.memory.put(NAME, frame);
            }
            return List.of(frame);
        }
    }

    private static boolean has(byte[] frame, String text) {
        return Frames.contains(frame, text.getBytes(StandardCharsets.UTF_8));
    }

    private static int code(byte[] auth) {
        return Frames.body(auth)[0];
    }

    private static byte[] code(byte[] auth, int code) {
        byte[] body = Frames.body(auth);
        return Wire.packet(0xF0, Wire.u8(code), Arrays.copyOfRange(body, 1, body.length));
    }
}
