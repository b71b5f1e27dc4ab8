package io.mqttstack.client;

import io.mqttstack.codec.packet.Packet;
import org.jspecify.annotations.Nullable;

/** The client is not authorized to connect (3.x return code 5, 5.0 Reason Codes 0x87 and 0x8A). */
public final class NotAuthorizedException extends MqttException {
    private static final long serialVersionUID = 1;

    /**
     * Makes the refusal.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the failure below, or null where there is none
     * @param packet the CONNACK or DISCONNECT that says so, or null where there is none
     */
    public NotAuthorizedException(String message, @Nullable Throwable cause, @Nullable Packet packet) {
        super(message, cause, packet, false);
    }

    @Override
    public NotAuthorizedException rethrown() {
        return new NotAuthorizedException(text(), this, packetOrNull());
    }
}
