package io.mqttstack.conformance.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Finds out whether a broker answers, by a CONNECT of MQTT 3.1.1 without credentials: any CONNACK is an answer. */
final class MqttProbe {
    private static final int MILLIS = 1_000;
    private static final int CONNACK = 0x20;

    /** Protocol Name MQTT, level 4, Clean Session, Keep Alive 10 s, Client Identifier {@code probe}. */
    private static final byte[] CONNECT = {
        0x10, 17, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 10, 0, 5, 'p', 'r', 'o', 'b', 'e'
    };

    private MqttProbe() {}

    static boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), MILLIS);
            socket.setSoTimeout(MILLIS);
            socket.getOutputStream().write(CONNECT);
            return socket.getInputStream().read() == CONNACK;
        } catch (IOException e) {
            return false;
        }
    }
}
