package io.mqttstack.conformance.faulty;

import io.mqttstack.conformance.broker.Carrier;

/** What a {@link FaultyBroker} does wrong; each of them once a case has to notice. */
public enum Fault {
    /** Refuses every CONNECT. */
    REFUSE_CONNECT,
    /** Answers CONNECT with Session Present 1 although a clean start was asked for. */
    PRETEND_SESSION,
    /** Lets everybody in. */
    ACCEPT_ANYONE,
    /** Refuses a wrong password as Server unavailable. */
    REFUSE_AS_UNAVAILABLE,
    /** Closes on a wrong password without CONNACK. */
    CLOSE_ON_WRONG_PASSWORD,
    /** Never answers SUBSCRIBE. */
    NO_SUBACK,
    /** Refuses every subscription. */
    REFUSE_SUBSCRIPTIONS,
    /** Grants QoS 0, whatever is asked for, which is no fault, but not all that MQTT has. */
    GRANT_QOS_0,
    /** Says that it has no Shared Subscriptions, and has none; no fault either. */
    LACK_SHARES,
    /** Drops messages of QoS 0. */
    DROP_QOS_0,
    /** Never acknowledges a PUBLISH of QoS 1. */
    NO_PUBACK,
    /** Answers a PUBLISH of QoS 2 with PUBACK. */
    PUBACK_FOR_QOS_2,
    /** Closes on a PUBLISH of QoS 2. */
    CLOSE_ON_QOS_2,
    /** Delivers messages of QoS 2 twice. */
    DELIVER_QOS_2_TWICE,
    /** Delivers everything at QoS 0. */
    DELIVER_AT_QOS_0,
    /** Delivers every second message of the cases about QoS before the one that came earlier. */
    SWAP_MESSAGES,
    /** Drops messages with an empty payload. */
    DROP_EMPTY_PAYLOADS,
    /** Turns the last bit of every payload of more than a kilobyte. */
    DAMAGE_LARGE_PAYLOADS,
    /** Keeps no retained messages. */
    NEVER_RETAIN,
    /** Sends retained messages with RETAIN 0. */
    NO_RETAIN_FLAG,
    /** Keeps RETAIN 1 on messages for subscriptions that exist. */
    RETAIN_FLAG_ON_LIVE,
    /** Keeps a retained message when an empty one comes. */
    NEVER_ERASE_RETAINED,
    /** Never publishes a Will. */
    NO_WILL,
    /** Publishes the Will after DISCONNECT, too. */
    WILL_AFTER_DISCONNECT,
    /** Takes wildcards for ordinary characters. */
    NO_WILDCARDS,
    /** Lets {@code +} match several levels. */
    PLUS_MATCHES_MANY_LEVELS,
    /** Leaves empty levels out of topics when it compares. */
    IGNORE_EMPTY_LEVELS,
    /** Lets wildcards match topics that begin with $. */
    WILDCARDS_MATCH_DOLLAR,
    /** Carries no messages on topics that begin with $. */
    DROP_DOLLAR_TOPICS,
    /** Sends a message of its own, on a topic that begins with $, ahead of each one that {@code #} matches. */
    LEAK_INTERNAL_MESSAGES,
    /** Uses the lowest QoS of overlapping subscriptions. */
    OVERLAP_AT_LOWEST_QOS,
    /** Sends three copies for overlapping subscriptions. */
    OVERLAP_THREE_COPIES,
    /** Acknowledges UNSUBSCRIBE and does nothing. */
    IGNORE_UNSUBSCRIBE,
    /** Never answers UNSUBSCRIBE. */
    NO_UNSUBACK,
    /** Keeps sessions but does not say so. */
    NO_SESSION_PRESENT,
    /** Queues nothing for a session without connection. */
    NO_QUEUE,
    /** Keeps both connections with one Client Identifier. */
    KEEP_BOTH_CONNECTIONS,
    /** Closes a connection that is taken over without DISCONNECT. */
    SILENT_TAKE_OVER,
    /** Never disconnects a silent client. */
    IGNORE_KEEP_ALIVE,
    /** Disconnects a silent client long before its time. */
    DISCONNECT_EARLY,
    /** Never answers PINGREQ. */
    NO_PINGRESP,
    /** Gives the Reason Codes of SUBACK in the wrong order. */
    REVERSE_CODES,
    /** Ignores a second CONNECT. */
    ALLOW_SECOND_CONNECT,
    /** Sets DUP for subscribers where the publisher did. */
    COPY_DUP,
    /** Keeps every message as if it had RETAIN 1. */
    RETAIN_EVERYTHING,
    /** Publishes Wills without retaining them. */
    NEVER_RETAIN_WILLS,
    /** Takes a filter that comes again for one more. */
    ADD_SAME_FILTER,
    /** Goes on with a session, in silence, although a clean start was asked for. */
    IGNORE_CLEAN_START,
    /** Does not say which Client Identifier it has assigned. */
    NO_ASSIGNED_IDENTIFIER,
    /** Forwards messages without the properties of their publishers. */
    FORWARD_NO_PROPERTIES,
    /** Ignores No Local. */
    IGNORE_NO_LOCAL,
    /** Ignores Retain As Published. */
    IGNORE_RETAIN_AS_PUBLISHED,
    /** Sends retained messages at each subscription. */
    IGNORE_RETAIN_HANDLING,
    /** Sends no Subscription Identifiers. */
    NO_SUBSCRIPTION_IDENTIFIERS,
    /** Sends everything at once. */
    IGNORE_RECEIVE_MAXIMUM,
    /** Sends nothing more once it has sent as much as the Receive Maximum allows, whatever is acknowledged. */
    STALL_AT_RECEIVE_MAXIMUM,
    /** Sends packets of any size. */
    IGNORE_MAXIMUM_PACKET_SIZE,
    /** Turns the last bit of every payload of more than a kilobyte that leaves over TLS. */
    DAMAGE_OVER_TLS,
    /** The same with client certificates. */
    DAMAGE_OVER_CLIENT_CERTIFICATE,
    /** The same with pre-shared keys. */
    DAMAGE_OVER_PSK,
    /** The same over WebSocket. */
    DAMAGE_OVER_WS,
    /** The same over WebSocket and TLS. */
    DAMAGE_OVER_WSS,
    /** The same over a Unix socket. */
    DAMAGE_OVER_UNIX,
    /** Lets clients without a certificate in where they have to have one. */
    ADMIT_WITHOUT_CERTIFICATE,
    /** Does not know the subprotocol mqtt. */
    OTHER_SUBPROTOCOL,
    /** Passes over malformed packets without a type. */
    TOLERATE_TYPE_0(0),
    /** Passes over a malformed CONNECT. */
    TOLERATE_CONNECT(1),
    /** Passes over a malformed PUBLISH. */
    TOLERATE_PUBLISH(3),
    /** Passes over a malformed PUBACK. */
    TOLERATE_PUBACK(4),
    /** Passes over a malformed PUBREC. */
    TOLERATE_PUBREC(5),
    /** Passes over a malformed PUBREL. */
    TOLERATE_PUBREL(6),
    /** Passes over a malformed PUBCOMP. */
    TOLERATE_PUBCOMP(7),
    /** Passes over a malformed SUBSCRIBE. */
    TOLERATE_SUBSCRIBE(8),
    /** Passes over a malformed UNSUBSCRIBE. */
    TOLERATE_UNSUBSCRIBE(10),
    /** Passes over a malformed PINGREQ. */
    TOLERATE_PINGREQ(12),
    /** Passes over a malformed DISCONNECT. */
    TOLERATE_DISCONNECT(14),
    /** Passes over a malformed AUTH. */
    TOLERATE_AUTH(15),
    /** Drops the Will of a client that breaks the protocol. */
    NO_WILL_AFTER_VIOLATION,
    /** Takes the highest Topic Alias for one above the maximum. */
    REFUSE_HIGHEST_TOPIC_ALIAS,
    /** Takes Topic Aliases that are above the maximum or stand for nothing, and drops the messages. */
    TOLERATE_TOPIC_ALIASES,
    /** Goes on with the Topic Aliases of the former connection of a session. */
    KEEP_TOPIC_ALIASES,
    /** Sends Topic Aliases to clients that take none. */
    USE_TOPIC_ALIASES,
    /** Forwards the Message Expiry Interval as it was published. */
    NO_EXPIRY_COUNTDOWN,
    /** Keeps messages for ever. */
    NEVER_EXPIRE,
    /** Sends a message to each member of a group that shares a subscription. */
    IGNORE_SHARES,
    /** Publishes a Will at once. */
    IGNORE_WILL_DELAY,
    /** Publishes a delayed Will although its client has come back. */
    WILL_AFTER_RETURN;

    /** Whatever is not about malformed packets. */
    private static final int NONE = -1;

    private final int type;

    Fault() {
        this(NONE);
    }

    Fault(int type) {
        this.type = type;
    }

    /** {@return whether it makes the broker pass over the malformed packets of a type, by its number} */
    boolean tolerates(int packetType) {
        return type == packetType;
    }

    /** What is wrong with one carrier alone. */
    static Fault over(Carrier carrier) {
        return valueOf("DAMAGE_OVER_" + carrier.name());
    }
}
