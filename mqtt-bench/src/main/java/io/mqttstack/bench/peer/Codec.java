package io.mqttstack.bench.peer;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import java.nio.ByteBuffer;

/**
 * A codec to be measured. It prepares jobs, which do the same on the same bytes whichever codec it is, in the way that the
 * library itself does it on a connection: objects that live as long as a connection are made once.
 */
public interface Codec {
    /** {@return the version that it is measured with where the packet exists in several} */
    default ProtocolVersion version() {
        return ProtocolVersion.V3_1_1;
    }

    /**
     * Tells what can be measured.
     *
     * @param version the protocol version
     * @param packet a packet
     * @return whether the library decodes and encodes such a packet
     */
    boolean supports(ProtocolVersion version, Packet packet);

    /**
     * Prepares to decode.
     *
     * @param version the protocol version
     * @param wire one packet or several, from index 0 to the limit, heap or direct; read only
     * @return the job
     * @throws Exception if the library throws
     */
    Decode decode(ProtocolVersion version, ByteBuffer wire) throws Exception;

    /**
     * Prepares to encode, and makes the library's own object of the packet.
     *
     * @param version the protocol version
     * @param packet the packet
     * @return the job
     * @throws Exception if the library throws
     */
    Encode encode(ProtocolVersion version, Packet packet) throws Exception;

    /** Decodes the same bytes again and again. */
    interface Decode {
        /**
         * Decodes all packets and keeps the last.
         *
         * @return the last packet, as the library has it
         * @throws Exception if the library throws
         */
        Object run() throws Exception;

        /**
         * Says in our words what was decoded, so that it can be verified.
         *
         * @return the last packet that {@link #run} returned
         * @throws Exception if the library throws
         */
        Packet last() throws Exception;
    }

    /** Encodes the same packet again and again. */
    interface Encode {
        /**
         * Encodes the packet.
         *
         * @return the number of bytes
         * @throws Exception if the library throws
         */
        int run() throws Exception;

        /**
         * Encodes the packet once more, so that it can be verified.
         *
         * @return the bytes
         * @throws Exception if the library throws
         */
        byte[] bytes() throws Exception;
    }
}
