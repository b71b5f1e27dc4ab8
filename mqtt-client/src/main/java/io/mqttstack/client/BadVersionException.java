package io.mqttstack.client;

import io.mqttstack.codec.packet.Packet;
import org.jspecify.annotations.Nullable;

/** The server does not speak the protocol version that the client asked for (3.x return code 1, 5.0 Reason Code 0x84). */
public final class BadVersionException extends MqttException {
    private static final long serialVersionUID = 1;

    /**
     * Makes the refusal.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the failure below, or null where there is none
     * @param packet the CONNACK or DISCONNECT that says so, or null where there is none
     */
    public BadVersionException(String message, @Nullable Throwable cause, @Nullable Packet packet) {
        super(message, cause, packet, false);
    }

    @Override
    public BadVersionException rethrown() {
        return new BadVersionException(text(), this, packetOrNull());
    }
}
