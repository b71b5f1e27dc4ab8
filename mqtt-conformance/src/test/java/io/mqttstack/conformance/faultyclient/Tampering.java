package io.mqttstack.conformance.faultyclient;

import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.client.Event.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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

    int listen(int peerPort) {
        port = peerPort;
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
                start(() -> pump(client, next, true));
                start(() -> pump(next, client, false));
            }
        } catch (IOException e) {
            // The client is closed.
        }
    }

    private void pump(Socket from, Socket to, boolean outward) {
        try {
            while (true) {
                byte[] frame = Frames.next(from.getInputStream());
                List<byte[]> changed;
                synchronized (this) {
                    changed = outward ? outward(frame) : fault.in(this, frame);
                    for (byte[] each : changed) {
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
