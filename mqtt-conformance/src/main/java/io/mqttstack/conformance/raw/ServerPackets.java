package io.mqttstack.conformance.raw;

import io.mqttstack.codec.ProtocolVersion;
import java.nio.charset.StandardCharsets;

/** Writes what a server sends, in one version. Whatever is asked for is written, legal or not. */
public final class ServerPackets {
    private static final int PUBLISH = 0x30;

    private final boolean five;

    /**
     * Makes a writer.
     *
     * @param version the version
     */
    public ServerPackets(ProtocolVersion version) {
        this.five = version == ProtocolVersion.V5_0;
    }

    /**
     * Writes CONNACK.
     *
     * @param flags the first byte: 1 for Session Present
     * @param code the Reason Code, or return code
     * @param properties made by {@link Wire#property}; left out before 5.0
     * @return the packet
     */
    public byte[] connAck(int flags, int code, byte[]... properties) {
        return Wire.packet(0x20, Wire.u8(flags), Wire.u8(code), props(properties));
    }

    /**
     * Writes PUBLISH with a first byte, that is with any flags.
     *
     * @param first the first byte
     * @param topic the bytes of the topic
     * @param identifier the Packet Identifier; negative: no field
     * @param payload the payload
     * @param properties made by {@link Wire#property}; left out before 5.0
     * @return the packet
     */
    public byte[] publish(int first, byte[] topic, int identifier, String payload, byte[]... properties) {
        return Wire.packet(
                first,
                Wire.binary(topic),
                identifier < 0 ? new byte[0] : Wire.u16(identifier),
                props(properties),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a legal PUBLISH that is neither retained nor sent again.
     *
     * @param qos 0, 1 or 2
     * @param topic the topic
     * @param identifier the Packet Identifier; of no meaning for QoS 0
     * @param payload the payload
     * @param properties made by {@link Wire#property}; left out before 5.0
     * @return the packet
     */
    public byte[] publish(int qos, String topic, int identifier, String payload, byte[]... properties) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        return publish(PUBLISH | (qos << 1), name, qos == 0 ? -1 : identifier, payload, properties);
    }

    /**
     * Writes PUBACK, PUBREC, PUBREL or PUBCOMP in its short form.
     *
     * @param first the first byte
     * @param identifier the Packet Identifier
     * @return the packet
     */
    public byte[] ack(int first, int identifier) {
        return Wire.packet(first, Wire.u16(identifier));
    }

    /**
     * Writes PUBACK, PUBREC, PUBREL or PUBCOMP of 5.0.
     *
     * @param first the first byte
     * @param identifier the Packet Identifier
     * @param code the Reason Code
     * @param properties made by {@link Wire#property}
     * @return the packet
     */
    public byte[] ack(int first, int identifier, int code, byte[]... properties) {
        return Wire.packet(first, Wire.u16(identifier), Wire.u8(code), Wire.properties(properties));
    }

    /**
     * Writes SUBACK.
     *
     * @param identifier the Packet Identifier
     * @param codes the Reason Codes
     * @return the packet
     */
    public byte[] subAck(int identifier, int... codes) {
        return Wire.packet(0x90, Wire.u16(identifier), props(), bytes(codes));
    }

    /**
     * Writes UNSUBACK.
     *
     * @param identifier the Packet Identifier
     * @param codes the Reason Codes; left out before 5.0
     * @return the packet
     */
    public byte[] unsubAck(int identifier, int... codes) {
        return Wire.packet(0xB0, Wire.u16(identifier), props(), five ? bytes(codes) : new byte[0]);
    }

    /**
     * Writes DISCONNECT of 5.0.
     *
     * @param code the Reason Code
     * @param properties made by {@link Wire#property}
     * @return the packet
     */
    public byte[] disconnect(int code, byte[]... properties) {
        return Wire.packet(0xE0, Wire.u8(code), Wire.properties(properties));
    }

    /**
     * Writes an AUTH.
     *
     * @param code the Reason Code
     * @param properties its properties
     * @return the packet
     */
    public byte[] auth(int code, byte[]... properties) {
        return Wire.packet(0xF0, Wire.u8(code), Wire.properties(properties));
    }

    private byte[] props(byte[]... properties) {
        return five ? Wire.properties(properties) : new byte[0];
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
