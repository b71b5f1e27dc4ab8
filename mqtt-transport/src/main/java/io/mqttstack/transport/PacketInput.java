package io.mqttstack.transport;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.transport.TransportException.Kind;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of a {@link PacketConnection}: decodes what arrives, and keeps what arrived behind the packet at
 * which the handler stopped.
 */
final class PacketInput implements ByteHandler, PacketHandler {

    private static final byte[] NOTHING = {};
    private static final int TLS_ALERT = 21;
    private static final int TLS_MAJOR_VERSION = 3;

    private final PacketConnection connection;
    private final PacketDecoder decoder;
    private PacketConnection.@Nullable Handler handler;
    private @Nullable TransportException failure;
    private byte[] kept = NOTHING;
    private boolean stopped;
    private boolean paused;
    private boolean drainQueued;
    private boolean ended;
    private boolean finished;
    private long bytesReceived;

    PacketInput(PacketConnection connection, PacketDecoder decoder) {
        this.connection = connection;
        this.decoder = decoder;
    }

    void handler(PacketConnection.Handler newHandler) {
        handler = newHandler;
    }

    private PacketConnection.Handler told() {
        PacketConnection.Handler known = handler;
        if (known == null) {
            throw new IllegalStateException("The connection has no handler yet");
        }
        return known;
    }

    Optional<ProtocolVersion> version() {
        return decoder.version();
    }

    long bytesReceived() {
        return bytesReceived;
    }

    void pause() {
        paused = true;
        connection.bytes().pauseReading();
    }

    void resume() {
        paused = false;
        stopped = false;
        if (kept.length == 0) {
            connection.bytes().resumeReading();
        } else if (!drainQueued) {
            drainQueued = true;
            connection.loop().execute(this::drain);
        }
    }

    /** Hands over no more, if the caller is in the loop. */
    void finish() {
        if (connection.loop().inLoop()) {
            finished = true;
        }
    }

    /** Decodes what was kept, as a task; what a handler throws ends the connection as it would for bytes just read. */
    private void drain() {
        drainQueued = false;
        if (finished || stopped || paused) {
            return;
        }
        try {
            byte[] data = kept;
            kept = NOTHING;
            decode(data, 0, data.length);
            readCompleted(connection.bytes());
        } catch (Throwable thrown) {
            failure = new TransportException(
                    Kind.FAILED,
                    "The handler of the connection with " + connection.bytes().endpoint() + " threw " + thrown,
                    thrown);
            connection.abort();
        }
        if (!finished && !stopped && !paused) {
            if (ended) {
                connection.close();
            } else {
                connection.bytes().resumeReading();
            }
        }
    }

    private void decode(byte[] data, int offset, int length) {
        int consumed;
        try {
            consumed = decoder.decode(data, offset, length, this);
        } catch (MqttProtocolException violation) {
            violated(violation);
            return;
        }
        if (stopped && !finished) {
            connection.bytes().pauseReading();
            keep(data, offset + consumed, length - consumed);
        }
    }

    private void violated(MqttProtocolException violation) {
        if (!finished) {
            stopped = true;
            connection.bytes().pauseReading();
            told().violated(connection, violation);
            if (!finished) {
                connection.abort();
            }
        }
    }

    private void keep(byte[] data, int offset, int length) {
        byte[] joined = Arrays.copyOf(kept, kept.length + length);
        System.arraycopy(data, offset, joined, kept.length, length);
        kept = joined;
    }

    // ---- from the bytes ----

    @Override
    public void opened(ByteConnection opened) {
        connection.opened(opened);
        told().opened(connection);
    }

    /** Whether a peer refuses what is no TLS: type 21, version 3.x. No packet begins so [MQTT-2.1.3-1]. */
    private static boolean isTlsAlert(byte[] data, int offset, int length) {
        return length > 2
                && data[offset] == TLS_ALERT
                && data[offset + 1] == TLS_MAJOR_VERSION
                && data[offset + 2] <= 4;
    }

    @Override
    public void received(ByteConnection from, byte[] data, int offset, int length) {
        boolean first = bytesReceived == 0;
        bytesReceived += length;
        if (finished) {
            return;
        }
        if (first && isTlsAlert(data, offset, length)) {
            failure = new TransportException(
                    Kind.TLS,
                    "The peer at " + from.endpoint()
                            + " answered with a TLS alert: it speaks TLS on this port, connect with mqtts");
            connection.abort();
            return;
        }
        if (stopped || kept.length > 0) {
            keep(data, offset, length);
        } else {
            decode(data, offset, length);
        }
    }

    @Override
    public void readCompleted(ByteConnection from) {
        if (!finished) {
            told().readCompleted(connection);
        }
    }

    @Override
    public void writable(ByteConnection from) {
        if (!finished) {
            told().writable(connection);
        }
    }

    @Override
    public void inputEnded(ByteConnection from) {
        if (kept.length > 0 && !finished) {
            ended = true;
        } else {
            connection.close();
        }
    }

    @Override
    public void closed(ByteConnection from, Optional<TransportException> cause) {
        finished = true;
        kept = NOTHING;
        told().closed(connection, failure == null ? cause : Optional.of(failure));
    }

    // ---- from the decoder ----

    @Override
    public boolean packet(Packet packet) {
        stopped = !told().packet(connection, packet);
        return !stopped && !finished;
    }

    @Override
    public boolean publish(PublishView view) {
        stopped = !told().publish(connection, view);
        return !stopped && !finished;
    }
}
