package io.mqttstack.conformance.client;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What a client tells. Reason Codes are those of 5.0; the return codes of CONNACK before it are given as what 5.0 has for them. */
public sealed interface Event {

    /** The number of an event that no command has asked for. */
    int UNASKED = 0;

    /** {@return the number of the command that this answers, or {@link #UNASKED}} */
    int command();

    /**
     * A connection was accepted; unasked when the client came back by itself.
     *
     * @param command the number
     * @param sessionPresent Session Present
     * @param facts what the client makes known of the CONNACK, by the names of the properties in lower case with hyphens,
     *     for instance {@code receive-maximum}
     */
    record Connected(int command, boolean sessionPresent, Map<String, String> facts) implements Event {
        /** Copies the facts. */
        public Connected {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * A connection was not accepted, or could not be made.
     *
     * @param command the number
     * @param reasonCode of the CONNACK, if the client tells it
     * @param text what the client says of it
     */
    record Refused(int command, OptionalInt reasonCode, String text) implements Event {}

    /**
     * A message arrived.
     *
     * @param message the message
     * @param duplicate the DUP flag, false where the client does not tell
     * @param subscriptionIdentifiers those of the packet
     * @param delivery for {@link Command.Acknowledge}
     */
    record Message(ApplicationMessage message, boolean duplicate, List<Integer> subscriptionIdentifiers, int delivery)
            implements Event {
        /** Copies the list. */
        public Message {
            subscriptionIdentifiers = List.copyOf(subscriptionIdentifiers);
        }

        @Override
        public int command() {
            return UNASKED;
        }
    }

    /**
     * A publish ended.
     *
     * @param command the number
     * @param delivered whether its flow is complete, or for QoS 0 whether it was sent
     * @param reasonCode of the PUBACK, PUBREC or PUBCOMP, if the client tells it
     * @param text what the client says of it, if it failed
     */
    record Published(int command, boolean delivered, OptionalInt reasonCode, String text) implements Event {}

    /**
     * A SUBACK came.
     *
     * @param command the number
     * @param reasonCodes one for each filter
     */
    record Subscribed(int command, List<Integer> reasonCodes) implements Event {
        /** Copies the list. */
        public Subscribed {
            reasonCodes = List.copyOf(reasonCodes);
        }
    }

    /**
     * An UNSUBACK came.
     *
     * @param command the number
     * @param reasonCodes one for each filter, none where the client does not tell or before 5.0
     */
    record Unsubscribed(int command, List<Integer> reasonCodes) implements Event {
        /** Copies the list. */
        public Unsubscribed {
            reasonCodes = List.copyOf(reasonCodes);
        }
    }

    /**
     * A re-authentication ended well.
     *
     * @param command the number
     */
    record Reauthenticated(int command) implements Event {}

    /**
     * The client was given up, and there is a new one.
     *
     * @param command the number
     */
    record Renewed(int command) implements Event {}

    /**
     * A connection ended; unasked when the client was not told to disconnect.
     *
     * @param command the number
     * @param reasonCode of the server's DISCONNECT, if it came and the client tells it
     * @param text what the client says of it
     */
    record Disconnected(int command, OptionalInt reasonCode, String text) implements Event {}

    /**
     * The client could not do what it was told, or failed.
     *
     * @param command the number
     * @param text what it says of it
     */
    record Failed(int command, String text) implements Event {}

    /**
     * The client has not what the command needs; nothing was done.
     *
     * @param command the number
     * @param what the features that it lacks, or what else it cannot express
     */
    record Unsupported(int command, String what) implements Event {}
}
