package io.mqttstack.client;

import io.mqttstack.codec.packet.Packet;
import org.jspecify.annotations.Nullable;

/** The server cannot be reached, does not answer in time, or says that it is unavailable, busy or elsewhere (3.x return code 3, 5.0 Reason Codes 0x88, 0x89, 0x97, 0x9C, 0x9D and 0x9F, and every failure of the network). */
public final class ServerUnavailableException extends MqttException {
    private static final long serialVersionUID = 1;

    /**
     * Makes the refusal.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the failure below, or null where there is none
     * @param packet the CONNACK or DISCONNECT that says so, or null where there is none
     */
    public ServerUnavailableException(String message, @Nullable Throwable cause, @Nullable Packet packet) {
        super(message, cause, packet, true);
    }

    @Override
    public ServerUnavailableException rethrown() {
        return new ServerUnavailableException(text(), this, packetOrNull());
    }
}
