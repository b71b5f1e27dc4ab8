package io.mqttstack.conformance.raw;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Finding;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The server's end of one connection. It sends what it is told to and nothing else, but answers PINGREQ. A thread of its own
 * reads; everything else is for one thread.
 */
public final class RawLink implements AutoCloseable {
    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int PUBCOMP = 0x70;
    private static final byte[] PINGRESP = Wire.hex("D0 00");

    private final Socket socket;
    private final Optional<WebSocket> webSocket;
    private final int number;
    private final ProtocolVersion version;
    private final Transcript transcript;
    private final Duration patience;
    private final BlockingQueue<Event> arrived = new LinkedBlockingQueue<>();
    private final Deque<RawPacket> pushedBack = new ArrayDeque<>();
    private Optional<String> ended = Optional.empty();
    private boolean answersPings = true;
    private boolean acknowledges;

    /** A packet, or how the stream ended. */
    private record Event(Optional<RawFrame> frame, String end) {}

    RawLink(
            Socket socket,
            Optional<WebSocket> webSocket,
            int number,
            ProtocolVersion version,
            Transcript transcript,
            Duration patience)
            throws IOException {
        this.socket = socket;
        this.webSocket = webSocket;
        this.number = number;
        this.version = version;
        this.transcript = transcript;
        this.patience = patience;
        socket.setTcpNoDelay(true);
        InputStream in = webSocket.isPresent() ? webSocket.get().input() : socket.getInputStream();
        FrameReader reader = new FrameReader(new BufferedInputStream(in));
        Thread thread = new Thread(() -> read(reader), "mqtt-conformance-peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(FrameReader reader) {
        String end = "";
        while (end.isEmpty()) {
            try {
                FrameReader.Cut cut = reader.next();
                transcript.bytes(number, Sender.CLIENT, cut.bytes().toByteArray());
                arrived.add(new Event(Optional.of(new RawFrame(transcript.now(), cut.bytes(), cut.header())), ""));
            } catch (EOFException e) {
                end = "closed";
            } catch (FrameReader.Broken e) {
                transcript.bytes(number, Sender.CLIENT, e.bytes());
                end = "closed: " + e.getMessage();
            } catch (IOException e) {
                end = "reset";
            }
        }
        transcript.note(number, Sender.CLIENT, end);
        arrived.add(new Event(Optional.empty(), end));
    }

    /** {@return the version that the packets are read in} */
    public ProtocolVersion version() {
        return version;
    }

    /**
     * Sets whether PINGREQ is answered.
     *
     * @param answers whether; at first it is
     */
    public void answersPings(boolean answers) {
        answersPings = answers;
    }

    /**
     * Acknowledges from now on what the client publishes and releases, as soon as it is taken: a client may send one message
     * again after the other, each when the one before it is complete.
     */
    public void acknowledge() {
        acknowledges = true;
    }

    /**
     * Sends bytes at once. A client that has closed meanwhile does not get them; that shows when its answer is awaited.
     *
     * @param parts the bytes, one behind the other
     */
    public void send(byte[]... parts) {
        byte[] bytes = Wire.join(parts);
        transcript.bytes(number, Sender.SERVER, bytes);
        write(bytes);
    }

    /**
     * Sends bytes one by one, each in a write of its own.
     *
     * @param bytes the bytes
     */
    public void sendOneByOne(byte[] bytes) {
        transcript.bytes(number, Sender.SERVER, bytes);
        for (byte each : bytes) {
            write(new byte[] {each});
        }
    }

    private void write(byte[] bytes) {
        try {
            if (webSocket.isPresent()) {
                webSocket.get().write(bytes);
            } else {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            transcript.note(number, Sender.SERVER, "could not send, because the client has closed");
        }
    }

    /**
     * Takes the next packet.
     *
     * @param longest how long to wait for it
     * @return the packet; empty: none came, or the connection has ended
     * @throws InterruptedException if the time for the case is over
     */
    public Optional<RawPacket> poll(Duration longest) throws InterruptedException {
        if (!pushedBack.isEmpty()) {
            return Optional.of(pushedBack.pop());
        }
        if (ended.isPresent()) {
            return Optional.empty();
        }
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            Event event = arrived.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (event == null) {
                return Optional.empty();
            }
            if (event.frame().isEmpty()) {
                ended = Optional.of(event.end());
                return Optional.empty();
            }
            RawPacket packet = event.frame().get().read(version);
            if (packet.type() != RawType.PINGREQ || !answersPings) {
                acknowledgement(packet).ifPresent(this::send);
                return Optional.of(packet);
            }
            send(PINGRESP);
        }
    }

    private Optional<byte[]> acknowledgement(RawPacket packet) {
        if (!acknowledges) {
            return Optional.empty();
        } else if (packet.type() == RawType.PUBREL) {
            return Optional.of(Wire.packet(PUBCOMP, Wire.u16(packet.identifier())));
        } else if (packet.type() == RawType.PUBLISH && packet.qos() > 0) {
            return Optional.of(Wire.packet(packet.qos() == 1 ? PUBACK : PUBREC, Wire.u16(packet.identifier())));
        }
        return Optional.empty();
    }

    /**
     * Takes the next packet.
     *
     * @param due what is expected, for people
     * @return the packet
     * @throws Finding with symptom {@code silent} or {@code closed}
     * @throws InterruptedException if the time for the case is over
     */
    public RawPacket next(String due) throws InterruptedException {
        Optional<RawPacket> packet = poll(patience);
        if (packet.isPresent()) {
            return packet.get();
        }
        if (ended.isPresent()) {
            throw Finding.failure("closed", due + " was due, but the client has " + ended.get() + " the connection");
        }
        throw Finding.failure("silent", due + " did not come within " + patience.toMillis() + " ms");
    }

    /**
     * Takes the next packet, which has to be of a kind.
     *
     * @param type the kind
     * @return the packet
     * @throws Finding with symptom {@code unexpected-packet}, {@code silent} or {@code closed}
     * @throws InterruptedException if the time for the case is over
     */
    public RawPacket expect(RawType type) throws InterruptedException {
        RawPacket packet = next(type.name());
        if (packet.type() != type) {
            throw Finding.failure("unexpected-packet", type + " was due, but " + packet + " came");
        }
        return packet;
    }

    /**
     * Puts a packet back, to be taken next.
     *
     * @param packet one that was taken
     */
    public void pushBack(RawPacket packet) {
        pushedBack.push(packet);
    }

    /** {@return how the client ended the connection; empty: as far as packets were taken, it did not} */
    public Optional<String> ended() {
        return ended;
    }

    /** {@return how long the client may take for one step} */
    public Duration patience() {
        return patience;
    }

    /** {@return the WebSocket that carries the packets, where the client was told to connect by one} */
    public WebSocket webSocket() {
        return webSocket.orElseThrow();
    }

    /**
     * Sends a text frame of WebSocket.
     *
     * @param bytes what is in it, in UTF-8
     */
    public void sendText(byte[] bytes) {
        note("sends a text frame of " + bytes.length + " bytes");
        try {
            webSocket().writeText(bytes);
        } catch (IOException e) {
            note("could not send, because the client has closed");
        }
    }

    /** Ends the sending side; what the client sends is still read. */
    public void halfClose() {
        note("ends its side");
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            note("could not end its side, because the client has closed");
        }
    }

    /** Cuts the connection, so that the client sees it reset. */
    public void cut() {
        note("resets the connection");
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            note("was too late to reset the connection");
        }
        close();
    }

    private void note(String text) {
        transcript.note(number, Sender.SERVER, text);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            note("could not close: " + e.getMessage());
        }
    }
}
