package io.mqttstack.client.internal.session;

/** Told of each message that somebody waits for as the client ends, or is disconnected. */
@FunctionalInterface
public interface Abandoned {
    /**
     * Its wait is over.
     *
     * @param outbound the message
     * @param stays whether it keeps its buffer space, because a later connection goes on with it
     */
    void ended(Outbound outbound, boolean stays);
}
