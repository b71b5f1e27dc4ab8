package io.mqttstack.codec;

import io.mqttstack.codec.internal.StreamDecoder;
import io.mqttstack.codec.value.Bytes;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns a stream of bytes, however split, into packets. A decoder keeps at most one partial packet between calls. It never
 * writes to the caller's buffers; of an array of at most 64 KiB it may keep a reference until the next call, which it does
 * not read.
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
 * <p>To decode n bytes, legal or not and however split, allocates at most 40 n + 32,768 bytes on a JVM with compressed
 * references, the packets and the exception of a failure included; what counts is what arrived, not what was announced.
 * No method of the decoder calls itself, directly or through others, so that its stack does not grow with the input.
 *
 * <p>What is legal depends on the version. Where 3.1 differs from 3.1.1: the first byte of CONNACK means nothing, SUBACK has
 * no failure, PUBREL, SUBSCRIBE and UNSUBSCRIBE may have the DUP flag, a Client Identifier has 1 to 23 characters, Will QoS
 * and Will Retain mean nothing without a Will, and a User Name or Password whose flag is set may be missing at the end of
 * the packet.
 *
 * <p>What a specification says must be is required. Where it leaves room, this is the policy:
 *
 * <ul>
 *   <li>Control characters and noncharacters in strings are accepted; {@link DecodeLimits.Builder#discouragedCharacters}
 *       turns that off.
 *   <li>A payload is not compared with its Payload Format Indicator; that is for the application.
 *   <li>A Remaining Length in more bytes than it needs is accepted before 5.0, but not one of five bytes.
 *   <li>Bits that 3.1 calls unused must be zero as in 3.1.1, with the exceptions above.
 *   <li>An empty Client Identifier without Clean Start is accepted in 5.0, where the Server may assign one, and in no other
 *       version.
 *   <li>A filter that starts with {@code $share/} must be a complete one of a Shared Subscription in 5.0; before, it is an
 *       ordinary filter.
 *   <li>A 5.0 decoder of what a Server sends takes a CONNACK of two bytes for the refusal of a 3.1.1 server, but an
 *       acceptance only in the form of 5.0.
 *   <li>Both sides may send DISCONNECT with Bad authentication method (0x8C), which one table of the specification lists,
 *       and a Client one with QoS not supported (0x9B), which section 3.3.4 tells it to.
 *   <li>Of a packet with several faults the first in the order of its bytes is reported. A Topic Name, Topic Filter or
 *       Response Topic that breaks a rule of its own is a Malformed Packet; an empty Topic Name of PUBLISH without a Topic
 *       Alias, a Packet Identifier of 0 and a Reason Code that is not in its table are Protocol Errors.
 * </ul>
 *
 * <p>What follows from more than one packet is left to the session: which Packet Identifiers are in use, which Topic Aliases
 * are known, that CONNACK comes first and CONNECT once.
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

    /**
     * Reads bytes that nobody changes any more, as {@link #decode(byte[], int, int, PacketHandler)} does, and copies no
     * payload: that of a PUBLISH which lies within {@code source} is a part of it. Whoever keeps one such payload keeps all of
     * the source reachable.
     *
     * @param source holds the bytes; {@link Bytes#wrap(byte[], int, int)} makes them of an array that the caller gives up
     * @param out takes the packets
     * @return the number of bytes consumed, which is less than all only when the handler asked to stop
     * @throws MqttProtocolException if the bytes are no legal MQTT; the packets before the failure were handed over
     * @throws IllegalStateException if a handler of this decoder calls it
     */
    int decode(Bytes source, PacketHandler out);

    /** {@return the protocol version, or empty while a decoder that discovers it has not read the CONNECT yet} */
    Optional<ProtocolVersion> version();
}
