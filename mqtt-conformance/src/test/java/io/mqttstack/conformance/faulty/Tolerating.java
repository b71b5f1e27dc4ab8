package io.mqttstack.conformance.faulty;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.TransportException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Passes over the malformed packets of some types, as 5.0 has it, and hands everything else on, packet by packet. */
final class Tolerating implements ByteHandler {
    private final ByteHandler inner;
    private final IntPredicate types;
    private byte[] waiting = {};

    /**
     * Stands in front of a handler.
     *
     * @param types tells of the number of a type, 0 to 15, whether its malformed packets are passed over
     */
    Tolerating(ByteHandler inner, IntPredicate types) {
        this.inner = inner;
        this.types = types;
    }

    @Override
    public void received(ByteConnection connection, byte[] data, int offset, int length) {
        int before = waiting.length;
        waiting = Arrays.copyOf(waiting, before + length);
        System.arraycopy(data, offset, waiting, before, length);
        for (int next = nextLength(); next > 0; next = nextLength()) {
            byte[] packet = Arrays.copyOf(waiting, next);
            waiting = Arrays.copyOfRange(waiting, next, waiting.length);
            if (!types.test((packet[0] & 0xFF) >> 4) || isLegal(packet)) {
                inner.received(connection, packet, 0, packet.length);
            }
        }
    }

    /** {@return the bytes of the first packet, 0 while it is not whole} */
    private int nextLength() {
        int remaining = 0;
        for (int i = 1; i < waiting.length; i++) {
            remaining |= (waiting[i] & 0x7F) << (7 * (i - 1));
            if ((waiting[i] & 0x80) == 0) {
                int whole = i + 1 + remaining;
                return whole <= waiting.length ? whole : 0;
            }
        }
        return 0;
    }

    private static boolean isLegal(byte[] packet) {
        try {
            PacketDecoder.of(ProtocolVersion.V5_0, Sender.CLIENT, DecodeLimits.DEFAULT)
                    .decode(packet, 0, packet.length, read -> true);
            return true;
        } catch (MqttProtocolException e) {
            return false;
        }
    }

    @Override
    public void opened(ByteConnection connection) {
        inner.opened(connection);
    }

    @Override
    public void readCompleted(ByteConnection connection) {
        inner.readCompleted(connection);
    }

    @Override
    public void writable(ByteConnection connection) {
        inner.writable(connection);
    }

    @Override
    public void inputEnded(ByteConnection connection) {
        inner.inputEnded(connection);
    }

    @Override
    public void closed(ByteConnection connection, Optional<TransportException> cause) {
        inner.closed(connection, cause);
    }
}
