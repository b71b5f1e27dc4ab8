package io.mqttstack.transport;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection that carries packets: the only class that joins bytes and codec, for clients and servers alike.
 *
 * <p>Its {@link Handler} is called in the loop, never nested and never two at a time, under the rules of {@link
 * ByteHandler}. Methods that say nothing else are called in the loop too.
 */
public final class PacketConnection {

    /** Receives what happens to one connection. All calls come in its loop. */
    public interface Handler {

        /**
         * The connection is open: the place to send a CONNECT. At most once.
         *
         * @param connection the connection
         */
        void opened(PacketConnection connection);

        /**
         * A packet arrived. May throw {@link MqttProtocolException} for what only the handler can see to be wrong: it
         * is treated like one of the decoder.
         *
         * @param packet immutable, it may be kept
         * @param connection the connection
         * @return whether to go on. {@code false} pauses reading and keeps what was read already, until {@link
         *     PacketConnection#resumeReading()}
         */
        boolean packet(PacketConnection connection, Packet packet);

        /**
         * A PUBLISH arrived. Unless overridden it is copied and given to {@link #packet}.
         *
         * @param connection the connection
         * @param view the PUBLISH, valid until this method returns
         * @return whether to go on, as in {@link #packet}
         */
        default boolean publish(PacketConnection connection, PublishView view) {
            return packet(connection, view.toPacket());
        }

        /**
         * What had arrived was handed over, for now: the place to flush the answers to a whole burst at once.
         *
         * @param connection the connection
         */
        default void readCompleted(PacketConnection connection) {}

        /**
         * As {@link ByteHandler#writable(ByteConnection)}.
         *
         * @param connection the connection
         */
        default void writable(PacketConnection connection) {}

        /**
         * The peer broke the protocol; nothing more is read. The handler may send a DISCONNECT (or a CONNACK) and call
         * {@link PacketConnection#close()}. If it does not close, the connection is aborted on return.
         *
         * @param connection the connection
         * @param violation what the peer did, and what to answer it
         */
        void violated(PacketConnection connection, MqttProtocolException violation);

        /**
         * The connection is over, or did not come about. Exactly once, and the last call. Also the way in which an
         * orderly end by the peer is noticed.
         *
         * @param connection the connection
         * @param cause why; empty if either side closed in order or this side aborted
         */
        void closed(PacketConnection connection, Optional<TransportException> cause);
    }

    /**
     * How bytes become packets on one connection.
     *
     * @param version the protocol version; empty to take it from the peer's CONNECT, which then has to be the first
     *     packet
     * @param peer who sends the bytes that are received
     * @param limits what is accepted
     */
    public record Codec(Optional<ProtocolVersion> version, PacketDecoder.Sender peer, DecodeLimits limits) {

        /**
         * Only a server discovers the version.
         *
         * @param version the protocol version, or empty
         * @param peer who sends the bytes that are received
         * @param limits what is accepted
         * @throws IllegalArgumentException if a client's version is missing
         */
        public Codec {
            if (version.isEmpty() && peer == PacketDecoder.Sender.SERVER) {
                throw new IllegalArgumentException("A client decides on the version: pass it");
            }
        }

        /**
         * A codec for a known version.
         *
         * @param version the protocol version
         * @param peer who sends the bytes that are received
         * @param limits what is accepted
         */
        public Codec(ProtocolVersion version, PacketDecoder.Sender peer, DecodeLimits limits) {
            this(Optional.of(version), peer, limits);
        }

        /**
         * A client's codec.
         *
         * @param version the protocol version
         * @param limits what is accepted
         * @return the codec
         */
        public static Codec client(ProtocolVersion version, DecodeLimits limits) {
            return new Codec(Optional.of(version), PacketDecoder.Sender.SERVER, limits);
        }

        /**
         * A server's codec, which takes the version from the CONNECT.
         *
         * @param limits what is accepted
         * @return the codec
         */
        public static Codec server(DecodeLimits limits) {
            return new Codec(Optional.empty(), PacketDecoder.Sender.CLIENT, limits);
        }

        private PacketDecoder decoder() {
            return version.map(known -> PacketDecoder.of(known, peer, limits))
                    .orElseGet(() -> PacketDecoder.forServer(limits));
        }
    }

    private final EventLoop loop;
    private final PacketDecoder.Sender peer;
    private final PacketInput input;
    private volatile @Nullable ByteConnection bytes;
    private @Nullable PacketEncoder encoder;
    private long bytesSent;

    private PacketConnection(EventLoop loop, Codec codec) {
        this.loop = loop;
        this.peer = codec.peer();
        this.input = new PacketInput(this, codec.decoder());
    }

    /**
     * Begins to connect; see {@link Transport#connect} for what may be thrown. Any thread.
     *
     * @param transport carries the bytes
     * @param endpoint where to
     * @param options how
     * @param loop the loop in which the connection lives, one of the transport's
     * @param codec how bytes become packets and packets bytes
     * @param handler told of everything that happens
     * @return the connection in the making, for {@link #close()}
     */
    public static PacketConnection connect(
            Transport transport,
            Endpoint endpoint,
            ConnectOptions options,
            EventLoop loop,
            Codec codec,
            Handler handler) {
        PacketConnection connection = new PacketConnection(loop, codec);
        connection.input.handler(Objects.requireNonNull(handler, "handler"));
        connection.bytes = transport.connect(endpoint, options, loop, connection.input);
        return connection;
    }

    /**
     * Accepts connections that carry packets, for {@link Transport#listen}.
     *
     * @param codec how bytes become packets, the same for each connection
     * @param handlers asked for the handler of each connection, in its loop, before it opens
     * @return the acceptor
     */
    public static Transport.Acceptor acceptor(Codec codec, Function<PacketConnection, Handler> handlers) {
        return accepted -> {
            PacketConnection connection = new PacketConnection(accepted.loop(), codec);
            connection.bytes = accepted;
            connection.input.handler(handlers.apply(connection));
            return connection.input;
        };
    }

    /**
     * Encodes a packet into the output. It is sent by the next {@link #flush()}. After the end it is encoded and
     * dropped.
     *
     * @param packet the packet
     * @throws IllegalArgumentException if the version or the role cannot express the packet
     * @throws IllegalStateException if the connection is not open yet, or the version still to be discovered
     */
    public void send(Packet packet) {
        PacketEncoder known = encoder();
        int length = known.length(packet);
        ByteBuffer output = bytes().output(length);
        int written = known.encode(packet, output.array(), output.arrayOffset() + output.position());
        output.position(output.position() + written);
        bytesSent += written;
    }

    /**
     * Encodes a PUBLISH without properties into the output, as {@link #send} does with a packet; none is made.
     *
     * @param topic the Topic Name; not {@link TopicName#EMPTY}
     * @param payload the payload, at most 268,369,915 bytes
     * @param qos the Quality of Service
     * @param retain the RETAIN flag
     * @param duplicate the DUP flag; false when the QoS is 0
     * @param packetIdentifier 1 to 65,535, or 0 when the QoS is 0
     * @throws IllegalArgumentException if there is no such packet
     * @throws IllegalStateException if the connection is not open yet, or the version still to be discovered
     */
    public void publish(
            TopicName topic, Bytes payload, QoS qos, boolean retain, boolean duplicate, int packetIdentifier) {
        PacketEncoder known = encoder();
        ByteBuffer output = bytes().output(known.length(topic, payload, qos));
        int written = known.encode(
                topic,
                payload,
                qos,
                retain,
                duplicate,
                packetIdentifier,
                output.array(),
                output.arrayOffset() + output.position());
        output.position(output.position() + written);
        bytesSent += written;
    }

    /**
     * The bytes that {@link #send} needs for a packet; throws what it throws.
     *
     * @param packet the packet
     * @return the number of bytes
     */
    public int length(Packet packet) {
        return encoder().length(packet);
    }

    private PacketEncoder encoder() {
        PacketEncoder known = encoder;
        if (known == null) {
            ProtocolVersion version = version()
                    .orElseThrow(
                            () -> new IllegalStateException("The version is unknown until the CONNECT is received"));
            encoder = known = PacketEncoder.of(
                    version,
                    peer == PacketDecoder.Sender.CLIENT ? PacketDecoder.Sender.SERVER : PacketDecoder.Sender.CLIENT);
        }
        return known;
    }

    /** {@return the protocol version; empty while it is to be discovered} */
    public Optional<ProtocolVersion> version() {
        return input.version();
    }

    /** As {@link ByteConnection#flush()}. */
    public void flush() {
        bytes().flush();
    }

    /** {@return as {@link ByteConnection#isWritable()}} */
    public boolean isWritable() {
        return bytes().isWritable();
    }

    /** {@return as {@link ByteConnection#pendingBytes()}} */
    public long pendingBytes() {
        return bytes().pendingBytes();
    }

    /**
     * Reads no more from the next read on. Packets of the present burst still come; {@link Handler#packet} can stop
     * them.
     */
    public void pauseReading() {
        input.pause();
    }

    /**
     * Goes on reading after {@link #pauseReading()}, or after a handler's {@code false}: then with the packets that
     * were kept, first, and not before this call returned.
     */
    public void resumeReading() {
        input.resume();
    }

    /** As {@link ByteConnection#close()}; no packet is handed over any more. Any thread, idempotent. */
    public void close() {
        input.finish();
        bytes().close();
    }

    /** As {@link ByteConnection#abort()}; no packet is handed over any more. Any thread, idempotent. */
    public void abort() {
        input.finish();
        bytes().abort();
    }

    /** {@return the bytes received so far, decoded or not} */
    public long bytesReceived() {
        return input.bytesReceived();
    }

    /** {@return the bytes of all packets sent so far, flushed or not} */
    public long bytesSent() {
        return bytesSent;
    }

    /** {@return the connection beneath, for its addresses and its TLS session} Any thread. */
    public ByteConnection bytes() {
        ByteConnection known = bytes;
        if (known == null) {
            throw new IllegalStateException("The connection is still being made");
        }
        return known;
    }

    void opened(ByteConnection connection) {
        bytes = connection;
    }

    /** {@return the loop in which this connection lives} Any thread. */
    public EventLoop loop() {
        return loop;
    }
}
