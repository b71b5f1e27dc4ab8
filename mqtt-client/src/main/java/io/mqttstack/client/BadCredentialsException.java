package io.mqttstack.client;

import io.mqttstack.codec.packet.Packet;
import org.jspecify.annotations.Nullable;

/** The server does not accept the user name or password (3.x return code 4, 5.0 Reason Codes 0x86 and 0x8C). */
public final class BadCredentialsException extends MqttException {
    private static final long serialVersionUID = 1;

    /**
     * Makes the refusal.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the failure below, or null where there is none
     * @param packet the CONNACK or DISCONNECT that says so, or null where there is none
     */
    public BadCredentialsException(String message, @Nullable Throwable cause, @Nullable Packet packet) {
        super(message, cause, packet, false);
    }

    @Override
    public BadCredentialsException rethrown() {
        return new BadCredentialsException(text(), this, packetOrNull());
    }
}
