package io.mqttstack.codec;

import io.mqttstack.codec.internal.StreamDecoder;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns a stream of bytes, however split, into packets. A decoder keeps at most one partial packet between calls and none
 * of the caller's buffers.
 *
 * <p>It belongs to one direction of one connection, and to one thread at a time. A failure is final: every later call
 * throws it again. When a handler throws, its exception passes through, and the packet that it was given counts as
 * consumed; a caller that wants to go on uses {@link #decode(ByteBuffer, PacketHandler)}, whose source then stands behind
 * that packet. A handler must not call the decoder that called it.
 *
 * <p>A packet that lies within the source is read in place. One that arrives in parts is collected in an array that grows
 * with what has arrived, to at most twice that, whatever length was announced. Topics of PUBLISH packets are kept for
 * reuse, at most 16 of at most 256 bytes each.
 *
 * <p>To decode n bytes, legal or not and however split, allocates at most 64 n + 32,768 bytes on a JVM with compressed
 * references, the packets and the exception of a failure included; what counts is what arrived, not what was announced.
 * No method of the decoder calls itself, directly or through others, so that its stack does not grow with the input.
 *
 * <p>What is legal depends on the version. Where 3.1 differs from 3.1.1: the first byte of CONNACK means nothing, SUBACK has
 * no failure, PUBREL, SUBSCRIBE and UNSUBSCRIBE may have the DUP flag, a Client Identifier has 1 to 23 characters, Will QoS
 * and Will Retain mean nothing without a Will, and a User Name or Password whose flag is set may be missing at the end of
 * the packet. A Remaining Length in more bytes than it needs is accepted before 5.0. A 5.0 decoder of what a Server sends
 * takes a CONNACK of two bytes for the refusal of a 3.1.1 server.
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
     * Makes a decoder of one protocol version.
     *
     * @param version the version; a CONNECT that asks for another one fails with Unsupported Protocol Version (0x84)
     * @param sender who sends the bytes
     * @param limits how much is accepted
     * @return the decoder
     */
    static PacketDecoder of(ProtocolVersion version, Sender sender, DecodeLimits limits) {
        return new StreamDecoder(Objects.requireNonNull(version, "version"), sender, limits);
    }

    /**
     * Makes a decoder of what a Client sends, which takes the version from the CONNECT. Any other first packet fails
     * [MQTT-3.1.0-1].
     *
     * @param limits how much is accepted
     * @return the decoder
     */
    static PacketDecoder forServer(DecodeLimits limits) {
        return new StreamDecoder(null, Sender.CLIENT, limits);
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
     * @throws IllegalStateException if a handler of this decoder calls it
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
     * @throws IllegalStateException if a handler of this decoder calls it
     */
    int decode(ByteBuffer source, PacketHandler out);

    /** {@return the protocol version, or empty while a decoder that discovers it has not read the CONNECT yet} */
    Optional<ProtocolVersion> version();
}
