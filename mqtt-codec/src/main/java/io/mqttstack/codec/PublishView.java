package io.mqttstack.codec;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.nio.ByteBuffer;

/**
 * A PUBLISH that a decoder lends to {@link PacketHandler#publish}: the decoder's buffers are behind it, and the next
 * PUBLISH reuses it. It is valid on the calling thread until the handler returns; what is needed longer has to be copied,
 * by {@link #toPacket()}, {@link #payloadToKeep()} or from {@link #payload()}. The topic may be kept as it is.
 */
public interface PublishView {
    /** {@return the Quality of Service} */
    QoS qos();

    /** {@return the RETAIN flag} */
    boolean retain();

    /** {@return the DUP flag} */
    boolean duplicate();

    /** {@return the Packet Identifier, 1 to 65,535, or 0 when the QoS is 0} */
    int packetIdentifier();

    /** {@return the Topic Name, which is {@link TopicName#EMPTY} where a Topic Alias stands for it} */
    TopicName topic();

    /** {@return the properties, {@link Publish.Properties#NONE} before 5.0; they may be kept} */
    Publish.Properties properties();

    /** {@return the length of the payload in bytes} */
    int payloadLength();

    /**
     * Lends the payload, from position to limit; read-only, big endian. Every call gives the same buffer, set anew, and its
     * content is undefined once the handler returned.
     *
     * @return the payload
     */
    ByteBuffer payload();

    /**
     * {@return the payload; it may be kept. A copy, unless the decoder was given {@link Bytes}, of which it then is a part}
     */
    default Bytes payloadToKeep() {
        return toPacket().payload();
    }

    /**
     * {@return the whole PUBLISH with its properties; it may be kept. Its payload is a copy, unless the decoder was given
     * {@link Bytes}, of which it then is a part}
     */
    Publish toPacket();
}
