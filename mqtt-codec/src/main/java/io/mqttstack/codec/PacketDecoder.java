package io.mqttstack.codec;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Turns a stream of bytes, however split, into packets. A decoder keeps at most one partial packet between calls and none
 * of the caller's buffers.
 *
 * <p>It belongs to one direction of one connection, and to one thread at a time. A failure is final: every later call
 * throws it again. When a handler throws, its exception passes through and the decoder must not be used any more.
 */
public interface PacketDecoder {
    /** Who sends the bytes. Reason Codes, Subscription Identifiers and the packets themselves depend on it. */
    enum Sender {
        /** A Client sends: the decoder belongs to a Server. */
        CLIENT,

        /** A Server sends: the decoder belongs to a Client. */
        SERVER
    }

    /**
     * Reads bytes and hands over each packet that they complete. That a packet is incomplete is no failure: its rest is
     * awaited in later calls.
     *
     * @param source holds the bytes; it is read during the call only
     * @param offset the index of the first byte
     * @param length the number of bytes
     * @param out takes the packets
     * @return the number of bytes consumed, which is less than {@code length} only when the handler asked to stop
     * @throws MqttProtocolException if the bytes are no legal MQTT; the packets before the failure were handed over
     * @throws IndexOutOfBoundsException if the range is not within {@code source}
     */
    int decode(byte[] source, int offset, int length, PacketHandler out);

    /**
     * Reads the remaining bytes of a buffer, heap or direct, as {@link #decode(byte[], int, int, PacketHandler)} does.
     *
     * @param source holds the bytes; its position is advanced by the number of bytes consumed
     * @param out takes the packets
     * @return the number of bytes consumed
     * @throws MqttProtocolException if the bytes are no legal MQTT; the packets before the failure were handed over
     */
    int decode(ByteBuffer source, PacketHandler out);

    /** {@return the protocol version, or empty while a decoder that discovers it has not read the CONNECT yet} */
    Optional<ProtocolVersion> version();
}
