package io.mqttstack.codec;

import io.mqttstack.codec.internal.StreamEncoder;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.nio.ByteBuffer;

/**
 * Turns packets into bytes, each in its one canonical form: lengths are minimal, and a property that has the value which
 * its absence means is left out.
 *
 * <p>An encoder serves one protocol version and one sender. What these cannot express is refused, never dropped.
 */
public interface PacketEncoder {
    /**
     * Makes an encoder.
     *
     * @param version the version that is written
     * @param sender who sends the packets
     * @return the encoder, for use by one thread at a time
     */
    static PacketEncoder of(ProtocolVersion version, PacketDecoder.Sender sender) {
        return new StreamEncoder(version, sender);
    }

    /**
     * Computes how long a packet will be.
     *
     * @param packet the packet
     * @return the exact length in bytes, fixed header included
     * @throws IllegalArgumentException if the version or the sender cannot express the packet, or it is larger than
     *     268,435,460 bytes
     */
    int length(Packet packet);

    /**
     * Writes a packet into an array.
     *
     * @param packet the packet
     * @param target takes the bytes
     * @param offset the index of the first byte written
     * @return the number of bytes written
     * @throws IllegalArgumentException if the version or the sender cannot express the packet, or the space behind
     *     {@code offset} is too small; nothing is written then
     */
    int encode(Packet packet, byte[] target, int offset);

    /**
     * Computes how long a PUBLISH with QoS 0, not retained and without properties will be.
     *
     * @param topic the Topic Name; not {@link TopicName#EMPTY}
     * @param payload the payload, at most 268,369,915 bytes
     * @return the exact length in bytes, fixed header included
     * @throws IllegalArgumentException if the topic is empty or the payload too long
     */
    int length(TopicName topic, Bytes payload);

    /**
     * Writes a PUBLISH with QoS 0, not retained and without properties into an array, as {@link #encode(Packet, byte[], int)}
     * does; no packet is made, and nothing is allocated.
     *
     * @param topic the Topic Name; not {@link TopicName#EMPTY}
     * @param payload the payload, at most 268,369,915 bytes
     * @param target takes the bytes
     * @param offset the index of the first byte written
     * @return the number of bytes written
     * @throws IllegalArgumentException if the topic is empty, the payload too long, or the space behind {@code offset} too
     *     small; nothing is written then
     */
    int encode(TopicName topic, Bytes payload, byte[] target, int offset);

    /**
     * Computes how long a PUBLISH without properties will be.
     *
     * @param topic the Topic Name; not {@link TopicName#EMPTY}
     * @param payload the payload, at most 268,369,915 bytes
     * @param qos the Quality of Service
     * @return the exact length in bytes, fixed header included
     * @throws IllegalArgumentException if the topic is empty or the payload too long
     */
    int length(TopicName topic, Bytes payload, QoS qos);

    /**
     * Writes a PUBLISH without properties into an array, as {@link #encode(Packet, byte[], int)} does; no packet is made, and
     * nothing is allocated.
     *
     * @param topic the Topic Name; not {@link TopicName#EMPTY}
     * @param payload the payload, at most 268,369,915 bytes
     * @param qos the Quality of Service
     * @param retain the RETAIN flag
     * @param duplicate the DUP flag; false when the QoS is 0
     * @param packetIdentifier 1 to 65,535, or 0 when the QoS is 0
     * @param target takes the bytes
     * @param offset the index of the first byte written
     * @return the number of bytes written
     * @throws IllegalArgumentException if the topic is empty, the payload too long, the Packet Identifier or DUP does not go with
     *     the QoS, or the space behind {@code offset} is too small; nothing is written then
     */
    int encode(
            TopicName topic,
            Bytes payload,
            QoS qos,
            boolean retain,
            boolean duplicate,
            int packetIdentifier,
            byte[] target,
            int offset);

    /**
     * Writes a packet into a buffer, heap or direct, and advances its position.
     *
     * @param packet the packet
     * @param target takes the bytes
     * @throws IllegalArgumentException if the version or the sender cannot express the packet
     * @throws java.nio.BufferOverflowException if the remaining space is too small; nothing is written then
     */
    void encode(Packet packet, ByteBuffer target);
}
