package io.mqttstack.conformance.faultyclient;

import io.mqttstack.conformance.raw.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** What a client can do wrong with WebSocket. Its handshake comes first, in bytes of its own. */
final class FaultsOfWebSocket {
    private static final int BINARY = 0x82;
    private static final int TEXT = 0x81;

    private FaultsOfWebSocket() {}

    static void add(Map<String, Fault> faults) {
        faults.put("6.0.0/1", new Fault() {
            @Override
            byte[] webSocketOut(Tampering now, byte[] bytes) {
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                return text.startsWith("GET ") && now.nth("handshake", 1)
                        ? text.replaceFirst("(?i)(Sec-WebSocket-Protocol: *)mqtt", "$1tqmm")
                                .getBytes(StandardCharsets.ISO_8859_1)
                        : bytes;
            }

            /** The client believes that it was understood. */
            @Override
            byte[] webSocketIn(Tampering now, byte[] bytes) {
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                return text.startsWith("HTTP/1.1 101")
                        ? text.replaceFirst("\r\n\r\n", "\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1)
                        : bytes;
            }
        });
        faults.put("6.0.0/2", new Fault() {
            @Override
            byte[] webSocketOut(Tampering now, byte[] bytes) {
                return first(bytes) == BINARY ? Frames.first(bytes, TEXT) : bytes;
            }
        });
        faults.put("6.0.0/3", new Fault() {
            @Override
            byte[] webSocketIn(Tampering now, byte[] bytes) {
                return first(bytes) == TEXT ? Frames.first(bytes, BINARY) : bytes;
            }
        });
        faults.put("6.0.0/4", new Fault() {
            /** Takes a frame for one packet: what is behind the first is lost. */
            @Override
            byte[] webSocketIn(Tampering now, byte[] bytes) {
                if (first(bytes) != BINARY || bytes[1] < 4) {
                    return bytes;
                }
                byte[] packet = Arrays.copyOfRange(bytes, 2, Math.min(bytes.length, 4 + bytes[3]));
                return Wire.join(Wire.u8(BINARY), Wire.u8(packet.length), packet);
            }
        });
    }

    private static int first(byte[] bytes) {
        return bytes[0] & 0xFF;
    }
}
