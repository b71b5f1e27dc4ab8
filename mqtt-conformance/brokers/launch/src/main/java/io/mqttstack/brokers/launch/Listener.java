package io.mqttstack.brokers.launch;

/**
 * A listener besides the one on TCP alone.
 *
 * @param port the port to bind on 127.0.0.1, from 1 to 65535
 * @param webSocket whether MQTT goes through WebSocket, with the path {@value #PATH}
 * @param tls whether it speaks TLS, with the stores of {@link Listeners}
 * @param clientCertificate whether clients have to present a certificate
 */
public record Listener(int port, boolean webSocket, boolean tls, boolean clientCertificate) {

    /** The path of every WebSocket. */
    public static final String PATH = "/mqtt";

    static Listener of(String carrier, int port) {
        return switch (carrier) {
            case "tls" -> new Listener(port, false, true, false);
            case "client-certificate" -> new Listener(port, false, true, true);
            case "ws" -> new Listener(port, true, false, false);
            case "wss" -> new Listener(port, true, true, false);
            default -> throw new IllegalArgumentException("no broker listens on " + carrier);
        };
    }
}
