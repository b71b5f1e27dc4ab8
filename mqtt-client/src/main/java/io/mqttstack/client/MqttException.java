package io.mqttstack.client;

import io.mqttstack.codec.packet.Packet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the client, with the packet or the cause that explains it.
 *
 * <p>Unchecked. The subclasses are the five refusals of a connection that an application handles differently;
 * everything else is this class itself.
 */
public class MqttException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Packet packet;

    /** Whether the same operation may succeed later. */
    private final boolean retryable;

    /**
     * Makes a failure that has no packet and no cause.
     *
     * @param message what went wrong, where, and what to do
     */
    public MqttException(String message) {
        this(message, null, null, false);
    }

    /**
     * Makes a failure.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the failure below, or null where there is none
     * @param packet the packet that explains it, or null where there is none
     * @param retryable whether the same operation may succeed later without a change of configuration
     */
    public MqttException(String message, @Nullable Throwable cause, @Nullable Packet packet, boolean retryable) {
        super(message, cause);
        this.packet = packet;
        this.retryable = retryable;
    }

    /**
     * Returns the packet of the server that explains the failure: a CONNACK, DISCONNECT, SUBACK, PUBACK or PUBREC.
     *
     * @return the packet; empty where the network or the client itself failed, and after deserialisation
     */
    public Optional<Packet> packet() {
        return Optional.ofNullable(packet);
    }

    /**
     * Tells whether the same operation may succeed later without a change of configuration.
     *
     * @return true for failures of the network and of a busy server
     */
    public boolean retryable() {
        return retryable;
    }

    /**
     * Makes the same failure anew with the stack of the calling thread; the original becomes its cause.
     *
     * @return a failure of the same class, message and packet
     */
    public MqttException rethrown() {
        return new MqttException(text(), this, packet, retryable);
    }

    /** The message without the class name. */
    final String text() {
        return String.valueOf(getMessage());
    }

    final @Nullable Packet packetOrNull() {
        return packet;
    }
}
