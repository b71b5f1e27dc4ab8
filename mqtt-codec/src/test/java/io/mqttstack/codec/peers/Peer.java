package io.mqttstack.codec.peers;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;

/** Another codec, asked what it makes of bytes. */
interface Peer {
    /** How the list of disagreements calls it. */
    String name();

    /** Whether it can decode what such a sender sends in such a version. */
    boolean speaks(ProtocolVersion version, Sender sender);

    /** What it makes of the bytes of one packet. */
    Verdict decode(ProtocolVersion version, Sender sender, byte[] bytes);

    /** What a codec made of bytes. */
    sealed interface Verdict {}

    /** It took the packet, in our terms. */
    record Accepted(Packet packet) implements Verdict {}

    /** It took a packet that ours cannot be: {@code why} in words without the values. */
    record Inexpressible(String why) implements Verdict {}

    /** It refused, as {@code why} says in words without the values. */
    record Refused(String why) implements Verdict {}

    /** It waits for more bytes. */
    record Waiting() implements Verdict {}
}
