package io.mqttstack.conformance.raw;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.value.Bytes;
import java.time.Duration;
import java.util.Optional;

/**
 * The bytes of one control packet, as they came.
 *
 * @param at when its last byte came, since the case began
 * @param bytes all of it
 * @param header how many of them are the fixed header
 */
public record RawFrame(Duration at, Bytes bytes, int header) {

    /** {@return the first byte} */
    public int first() {
        return bytes.byteAt(0) & 0xFF;
    }

    /** {@return the kind of packet} */
    public RawType type() {
        return RawType.of(first() >> 4);
    }

    /** {@return the lower half of the first byte} */
    public int flags() {
        return first() & 0x0F;
    }

    /** {@return how many bytes it has, the fixed header included} */
    public int length() {
        return bytes.length();
    }

    /**
     * Reads the fields behind the fixed header, whatever their values.
     *
     * @param version how they are laid out
     * @return the fields; those that are not there or make no sense are empty
     */
    public RawPacket read(ProtocolVersion version) {
        return RawReader.read(this, version);
    }

    /**
     * Lets the strict decoder of mqtt-codec judge the packet by itself.
     *
     * @param version the version it has to be legal in
     * @return what is wrong with it; empty: nothing
     */
    public Optional<MqttProtocolException> violation(ProtocolVersion version) {
        PacketDecoder decoder = PacketDecoder.of(version, PacketDecoder.Sender.CLIENT, DecodeLimits.DEFAULT);
        try {
            decoder.decode(bytes, packet -> true);
            return Optional.empty();
        } catch (MqttProtocolException e) {
            return Optional.of(e);
        }
    }
}
