package io.mqttstack.conformance.faultyclient;

import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.client.Event.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Stands between a sound client and its server, and lets a fault change what goes through. What it knows, faults use. */
final class Tampering implements AutoCloseable {
    final Map<String, byte[]> memory = new HashMap<>();
    final Map<String, Integer> counts = new HashMap<>();
    boolean five;
    boolean clean;
    boolean manual;
    boolean keepsOpen;
    int connection;

    private final Fault fault;
    private final Consumer<Event> events;
    private final ServerSocket server;
    private Socket peer;
    private int port;
    private boolean webSocket;

    Tampering(Fault fault, Consumer<Event> events) {
        this.fault = fault;
        this.events = events;
        try {
            server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "faulty-client");
        thread.setDaemon(true);
        thread.start();
    }

    int listen(URI peer) {
        port = peer.getPort();
        webSocket = peer.getScheme().equals("ws");
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket next = new Socket(InetAddress.getLoopbackAddress(), port);
                next.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                synchronized (this) {
                    peer = next;
                    connection++;
                }
                boolean frames = webSocket;
                start(() -> pump(client, next, true, frames));
                start(() -> pump(next, client, false, frames));
            }
        } catch (IOException e) {
            // The client is closed.
        }
    }

    private void pump(Socket from, Socket to, boolean outward, boolean frames) {
        try {
            while (true) {
                byte[] frame = frames ? some(from.getInputStream()) : Frames.next(from.getInputStream());
                synchronized (this) {
                    for (byte[] each : frames ? webSocket(frame, outward) : packet(frame, outward)) {
                        to.getOutputStream().write(each);
                    }
                }
            }
        } catch (java.io.EOFException e) {
            ended(from, to, outward, "within a packet".equals(e.getMessage()));
        } catch (IOException e) {
            ended(from, to, outward, false);
        }
    }

    private static byte[] some(InputStream in) throws IOException {
        byte[] buffer = new byte[65_536];
        int count = in.read(buffer);
        if (count < 0) {
            throw new java.io.EOFException();
        }
        return Arrays.copyOf(buffer, count);
    }

    private List<byte[]> webSocket(byte[] bytes, boolean outward) {
        return List.of(outward ? fault.webSocketOut(this, bytes) : fault.webSocketIn(this, bytes));
    }

    private List<byte[]> packet(byte[] frame, boolean outward) {
        return outward ? outward(frame) : fault.in(this, frame);
    }

    private List<byte[]> outward(byte[] frame) {
        if (Frames.type(frame) == 1) {
            byte[] body = Frames.body(frame);
            five = body[6] == 5;
            clean = (body[7] & 2) != 0;
        }
        List<byte[]> changed = fault.out(this, frame);
        if (Frames.type(frame) == 3) {
            Pub pub = Pub.of(frame, five);
            memory.put("qos" + pub.qos(), frame);
        }
        return changed;
    }

    private void ended(Socket from, Socket to, boolean outward, boolean broken) {
        try {
            boolean stays;
            synchronized (this) {
                stays = keepsOpen || (broken && counts.containsKey("ignores-the-end"));
            }
            if (stays) {
                return;
            }
            if (outward || from.isClosed()) {
                to.close();
                from.close();
            } else {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            // It is closed already.
        }
    }

    /** Sends something to the server. */
    void send(byte[] bytes) {
        try {
            peer.getOutputStream().write(bytes);
        } catch (IOException e) {
            // The server has closed.
        }
    }

    /** Tells something of a message that it has told of already. */
    void tellAgain(Message message) {
        events.accept(message);
    }

    boolean nth(String what, int n) {
        return counts.merge(what, 1, Integer::sum) == n;
    }

    synchronized void told(Command command) {
        if (command instanceof Command.Connect connect) {
            manual = connect.manualAcknowledgement();
        }
        if (peer != null) {
            fault.told(this, command).forEach(this::send);
        }
    }

    Event tells(Event event) {
        return fault.tells(this, event);
    }

    @Override
    public void close() {
        try {
            server.close();
            if (peer != null) {
                peer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
