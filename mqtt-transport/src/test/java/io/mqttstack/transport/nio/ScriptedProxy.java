package io.mqttstack.transport.nio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something that listens where a proxy is expected, and does what a test says. */
final class ScriptedProxy implements AutoCloseable {

    /** What is done with one connection, in a thread of its own. */
    interface Script {
        void run(Socket client) throws IOException;
    }

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Script script;

    ScriptedProxy(Script script) throws IOException {
        this.script = script;
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                sockets.add(client);
                start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            script.run(client);
        } catch (IOException gone) {
            // The test has closed its end, which it may do at any time.
        }
    }

    /** Answers a SOCKS5 client that offers no login, then relays. */
    static Script socks5(int port) {
        return client -> {
            client.getInputStream().readNBytes(3);
            client.getOutputStream().write(new byte[] {5, 0});
            byte[] request = client.getInputStream().readNBytes(5);
            client.getInputStream().readNBytes(request[4] + 2);
            client.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            relay(client, port);
        };
    }

    /** Answers CONNECT, then relays. */
    static Script httpConnect(int port) {
        return client -> {
            readHead(client.getInputStream());
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            relay(client, port);
        };
    }

    /** Reads up to the empty line. */
    static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private static void relay(Socket client, int port) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            start(() -> copy(server, client));
            copy(client, server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try (OutputStream out = to.getOutputStream()) {
            from.getInputStream().transferTo(out);
        } catch (IOException gone) {
            // One of the two ends has closed, which ends the other too.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
