package io.mqttstack.client.store;

import io.mqttstack.client.Message;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One step of a session. {@link SessionContents} says what each does. A message is known by a number, which no two messages have
 * at a time, and which may be any {@code int}.
 */
public sealed interface SessionChange {

    /**
     * A message of QoS 1 or 2 was taken, behind all that are there.
     *
     * @param number the number of the message
     * @param message the message
     * @param expiresAt when its Message Expiry Interval ends, in milliseconds since 1970; empty: it never expires
     */
    record Queued(int number, Message message, OptionalLong expiresAt) implements SessionChange {
        /**
         * Checks that all is there.
         *
         * @param number any
         * @param message the message
         * @param expiresAt when it expires
         */
        public Queued {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }
    }

    /**
     * Its PUBLISH is about to be sent.
     *
     * @param number the number of the message
     * @param packetIdentifier its Packet Identifier from now on, 1 to 65,535
     */
    record Published(int number, int packetIdentifier) implements SessionChange {
        /**
         * Checks the identifier.
         *
         * @param number any
         * @param packetIdentifier 1 to 65,535
         */
        public Published {
            check(packetIdentifier);
        }
    }

    /**
     * The PUBREC for a message of QoS 2 has come, and its PUBREL is about to be sent.
     *
     * @param number the number of the message
     */
    record Released(int number) implements SessionChange {}

    /**
     * The server has lost its session, and the message is to be published anew, whether it may have arrived or not.
     *
     * @param number the number of the message
     */
    record Requeued(int number) implements SessionChange {}

    /**
     * Nothing more is to be sent of a message.
     *
     * @param number the number of the message, which is free again
     */
    record Ended(int number) implements SessionChange {}

    /**
     * A message of QoS 2 was received and handled, and its PUBREC will be sent.
     *
     * @param packetIdentifier the Packet Identifier that the server gave it, 1 to 65,535
     */
    record Received(int packetIdentifier) implements SessionChange {
        /**
         * Checks the identifier.
         *
         * @param packetIdentifier 1 to 65,535
         */
        public Received {
            check(packetIdentifier);
        }
    }

    /**
     * The PUBREL for it has come, and its PUBCOMP is about to be sent. May come for an identifier that was never kept.
     *
     * @param packetIdentifier the Packet Identifier, which the server may use again, 1 to 65,535
     */
    record Forgotten(int packetIdentifier) implements SessionChange {
        /**
         * Checks the identifier.
         *
         * @param packetIdentifier 1 to 65,535
         */
        public Forgotten {
            check(packetIdentifier);
        }
    }

    /** A CONNECT is about to be sent, after which the server may have a session that outlives the connection. */
    record Connecting() implements SessionChange {}

    /**
     * The server has accepted a connection.
     *
     * @param assignedClientIdentifier the Client Identifier that the server chose, if it did
     * @param resumed whether it goes on with the session; if not, Packet Identifiers mean nothing any more: what was received is
     *     forgotten, a message of QoS 1 that was sent waits again, and one of QoS 2 is lost
     * @param kept whether the session outlives the connection
     */
    record Connected(Optional<String> assignedClientIdentifier, boolean resumed, boolean kept)
            implements SessionChange {
        /**
         * Checks that all is there.
         *
         * @param assignedClientIdentifier the Client Identifier that the server chose, if it did
         * @param resumed whether it goes on with the session
         * @param kept whether the session outlives the connection
         */
        public Connected {
            Objects.requireNonNull(assignedClientIdentifier, "assignedClientIdentifier");
        }
    }

    /** The connection has ended, and the session with it. */
    record Expired() implements SessionChange {}

    private static void check(int packetIdentifier) {
        if (packetIdentifier < 1 || packetIdentifier > 0xFFFF) {
            throw new IllegalArgumentException("A Packet Identifier is 1 to 65535, not " + packetIdentifier);
        }
    }
}
