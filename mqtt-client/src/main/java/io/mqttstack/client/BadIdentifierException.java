package io.mqttstack.client;

import io.mqttstack.codec.packet.Packet;
import org.jspecify.annotations.Nullable;

/** The server does not accept the Client Identifier (3.x return code 2, 5.0 Reason Code 0x85). */
public final class BadIdentifierException extends MqttException {
    private static final long serialVersionUID = 1;

    /**
     * Makes the refusal.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the failure below, or null where there is none
     * @param packet the CONNACK or DISCONNECT that says so, or null where there is none
     */
    public BadIdentifierException(String message, @Nullable Throwable cause, @Nullable Packet packet) {
        super(message, cause, packet, false);
    }

    @Override
    public BadIdentifierException rethrown() {
        return new BadIdentifierException(text(), this, packetOrNull());
    }
}
