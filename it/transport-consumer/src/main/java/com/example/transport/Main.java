package com.example.transport;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.nio.NioTransport;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends a line to itself over TCP, and prints it; then sees whether there are WebSocket and TLS. */
public final class Main {

    private Main() {}

    /**
     * Prints where the library was started from and what went over the connection.
     *
     * @param args none
     * @throws Exception if nothing arrives
     */
    public static void main(String[] args) throws Exception {
        Module module = Main.class.getModule();
        System.out.println("mqtt-transport on the " + (module.isNamed() ? "module path" : "class path"));
        CompletableFuture<String> received = new CompletableFuture<>();
        try (Transport transport = NioTransport.create()) {
            Transport.Listening listening = transport.listen(
                    Endpoint.tcp("127.0.0.1", 0), ConnectOptions.DEFAULT, accepted -> new Line("", received));
            transport.connect(
                    listening.endpoint(),
                    ConnectOptions.DEFAULT,
                    transport.loop(),
                    new Line("bytes over TCP", new CompletableFuture<>()));
            System.out.println(received.get(20, TimeUnit.SECONDS));
            System.out.println("WebSocket: " + webSocket(transport));
        }
        for (TlsProvider provider : TlsProvider.values()) {
            System.out.println(provider + ": " + tls(provider));
        }
    }

    private static String webSocket(Transport transport) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        transport.connect(
                Endpoint.webSocket(false, "127.0.0.1", 1, "/mqtt"),
                ConnectOptions.DEFAULT,
                transport.loop(),
                new Line("", answer));
        return answer.get(20, TimeUnit.SECONDS);
    }

    private static String tls(TlsProvider provider) {
        try {
            TlsOptions.builder().provider(provider).build().layer().client(Endpoint.tls("localhost", 8883));
            return "available";
        } catch (TransportException absent) {
            return absent.getMessage();
        }
    }

    /** Sends a text; takes what arrives, or why nothing can. */
    private record Line(String text, CompletableFuture<String> received) implements ByteHandler {
        @Override
        public void opened(ByteConnection connection) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            connection.output(bytes.length).put(bytes);
            connection.flush();
        }

        @Override
        public void received(ByteConnection connection, byte[] data, int offset, int length) {
            received.complete(new String(data, offset, length, StandardCharsets.US_ASCII));
        }

        @Override
        public void closed(ByteConnection connection, Optional<TransportException> cause) {
            cause.ifPresent(why -> received.complete(why.getMessage()));
        }
    }
}
