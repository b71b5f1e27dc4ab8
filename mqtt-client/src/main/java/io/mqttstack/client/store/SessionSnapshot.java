package io.mqttstack.client.store;

import io.mqttstack.client.Message;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a session is at a moment.
 *
 * @param assignedClientIdentifier the Client Identifier that the server chose, if it did
 * @param established whether the server may have a session that this client knows
 * @param messages what is to be sent, in order
 * @param received the Packet Identifiers of messages of QoS 2 that were received, and whose PUBREL has not come
 */
public record SessionSnapshot(
        Optional<String> assignedClientIdentifier,
        boolean established,
        List<StoredMessage> messages,
        List<Integer> received) {

    /** Where a message stands. */
    public enum Stage {
        /** Not sent, or to be published anew. */
        WAITING,
        /** PUBLISH may have been sent. */
        PUBLISHED,
        /** QoS 2: PUBREC has come, PUBREL may have been sent. */
        RELEASED,
        /** QoS 2: it was sent in a session that the server has lost, so that it may have arrived. */
        LOST
    }

    /**
     * A message of QoS 1 or 2 that is to be sent.
     *
     * @param number its number
     * @param message the message
     * @param expiresAt when its Message Expiry Interval ends, in milliseconds since 1970; empty: it never expires
     * @param stage where it stands
     * @param packetIdentifier its Packet Identifier, 1 to 65,535; 0 where the stage is WAITING or LOST
     */
    public record StoredMessage(
            int number, Message message, OptionalLong expiresAt, Stage stage, int packetIdentifier) {
        /**
         * Checks that all fits together.
         *
         * @param number any
         * @param message the message
         * @param expiresAt when it expires
         * @param stage where it stands
         * @param packetIdentifier 1 to 65,535, or 0 where the stage is WAITING or LOST
         */
        public StoredMessage {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(expiresAt, "expiresAt");
            boolean sent = stage == Stage.PUBLISHED || stage == Stage.RELEASED;
            int least = sent ? 1 : 0;
            int most = sent ? 0xFFFF : 0;
            if (packetIdentifier < least || packetIdentifier > most) {
                throw new IllegalArgumentException("A message that is " + stage + " has a Packet Identifier of " + least
                        + " to " + most + ", not " + packetIdentifier);
            }
        }
    }

    /**
     * Copies the lists.
     *
     * @param assignedClientIdentifier the Client Identifier that the server chose, if it did
     * @param established whether the server may have a session that this client knows
     * @param messages what is to be sent
     * @param received Packet Identifiers
     */
    public SessionSnapshot {
        Objects.requireNonNull(assignedClientIdentifier, "assignedClientIdentifier");
        messages = List.copyOf(messages);
        received = List.copyOf(received);
    }
}
