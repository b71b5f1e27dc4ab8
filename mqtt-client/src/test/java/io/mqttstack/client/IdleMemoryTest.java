package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What an idle client keeps, the JDK's objects for its socket included, counted object by object. The server is in a process of
 * its own.
 */
class IdleMemoryTest {
    private static final int CLIENTS = 200;
    private static final int MOST_BYTES = 3_072;

    /** A line of a class histogram: rank, instances, bytes, class. */
    private static final Pattern LINE = Pattern.compile("^ *\\d+: +(\\d+) +(\\d+) +(\\S+)", Pattern.MULTILINE);

    private record Count(String name, long instances, long bytes) {
        Count plus(Count other) {
            return new Count(name, instances + other.instances, bytes + other.bytes);
        }

        Count less(@Nullable Count other) {
            return other == null ? this : new Count(name, instances - other.instances, bytes - other.bytes);
        }

        @Override
        public String toString() {
            return String.format("%n%5d bytes in %4.1f %s", bytes / CLIENTS, (double) instances / CLIENTS, name);
        }
    }

    /** Accepts every connection, of MQTT 3.1.1; ends with its input. */
    static final class Server {
        private static final byte[] CONNACK = {0x20, 2, 0, 0};

        private Server() {}

        public static void main(String[] arguments) throws IOException {
            Queue<Socket> accepted = new ConcurrentLinkedQueue<>();
            try (ServerSocket listening = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress())) {
                System.out.println(listening.getLocalPort());
                Thread acceptor = new Thread(() -> {
                    while (true) {
                        try {
                            Socket socket = listening.accept();
                            socket.getOutputStream().write(CONNACK);
                            accepted.add(socket);
                        } catch (IOException closed) {
                            return;
                        }
                    }
                });
                acceptor.setDaemon(true);
                acceptor.start();
                int ended = System.in.read();
                for (Socket socket : accepted) {
                    socket.close();
                }
                System.exit(ended < 0 ? 0 : 1);
            }
        }
    }

    @Test
    void keepsLittleForAnIdleClient() throws IOException, InterruptedException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<MqttClient> clients = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))) {
            int port = Integer.parseInt(output.readLine());
            connect(clients, port);
            Map<String, Count> first = histogram();
            connect(clients, port);
            Map<String, Count> before = histogram(); // with one earlier histogram in memory, like the next
            first.clear();
            connect(clients, port);
            List<Count> added = histogram().values().stream()
                    .map(count -> count.less(before.get(count.name)))
                    .filter(count -> count.instances >= CLIENTS * 9 / 10 && !count.name.equals("[I"))
                    .sorted(Comparator.comparingLong(Count::bytes).reversed())
                    .toList();
            long each = added.stream().mapToLong(Count::bytes).sum() / CLIENTS;
            assertTrue(each > 1_000, "nothing was counted");
            assertTrue(each <= MOST_BYTES, () -> each + " bytes a client: " + added);
        } finally {
            clients.forEach(MqttClient::close);
            server.destroy();
            server.waitFor();
        }
    }

    private static void connect(List<MqttClient> clients, int port) throws InterruptedException {
        for (int i = 0; i < CLIENTS; i++) {
            MqttClient client = MqttClient.builder("127.0.0.1", "idle-" + clients.size())
                    .port(port)
                    .build();
            clients.add(client);
            client.connect();
        }
    }

    /** The objects of each class that are still referred to: the JVM collects garbage first. */
    private static Map<String, Count> histogram() {
        return LINE.matcher(LiveObjects.histogram())
                .results()
                .map(line -> new Count(line.group(3), Long.parseLong(line.group(1)), Long.parseLong(line.group(2))))
                .collect(Collectors.toMap(Count::name, count -> count, Count::plus));
    }
}
