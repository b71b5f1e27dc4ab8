package io.mqttstack.conformance.client;

import io.mqttstack.codec.ProtocolVersion;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What clients have or have not. A client that lacks one cannot be asked for it. */
public enum Feature {
    /** Speaks MQTT 3.1. */
    MQTT_3_1,
    /** Speaks MQTT 3.1.1. */
    MQTT_3_1_1,
    /** Speaks MQTT 5.0. */
    MQTT_5_0,
    /** Connects by TLS, {@code mqtts}. */
    TLS,
    /** Connects by WebSocket, {@code ws}; with {@link #TLS} also {@code wss}. */
    WEB_SOCKET,
    /** Connects to Unix sockets, {@code unix}. */
    UNIX_SOCKET,
    /** Leaves the acknowledgement of messages to the application. */
    MANUAL_ACKNOWLEDGEMENT,
    /** Connects again by itself. */
    RECONNECT,
    /** Sends a Keep Alive of the application's choice. */
    KEEP_ALIVE,
    /** Connects without a Client Identifier. */
    EMPTY_CLIENT_IDENTIFIER,
    /** Sends a password without a user name. */
    PASSWORD_ALONE,
    /** Sends a Session Expiry Interval in CONNECT. */
    SESSION_EXPIRY,
    /** Announces a Receive Maximum of the application's choice. */
    RECEIVE_MAXIMUM,
    /** Announces a Maximum Packet Size of the application's choice. */
    MAXIMUM_PACKET_SIZE,
    /** Announces a Topic Alias Maximum of the application's choice. */
    TOPIC_ALIAS_MAXIMUM,
    /** Sends a Topic Alias of the application's choice. */
    TOPIC_ALIAS,
    /** Asks for Response Information. */
    REQUEST_RESPONSE_INFORMATION,
    /** Asks for no Reason Strings. */
    REQUEST_PROBLEM_INFORMATION,
    /** Sends User Properties in CONNECT. */
    CONNECT_USER_PROPERTIES,
    /** Authenticates by AUTH packets while it connects. */
    ENHANCED_AUTHENTICATION,
    /** Authenticates anew on a connection that stands. */
    RE_AUTHENTICATION,
    /** Sends the properties of the Will. */
    WILL_PROPERTIES,
    /** Sends the properties of messages. */
    MESSAGE_PROPERTIES,
    /** Sends several filters in one SUBSCRIBE. */
    SEVERAL_FILTERS,
    /** Sends No Local, Retain As Published and Retain Handling. */
    SUBSCRIPTION_OPTIONS,
    /** Sends Subscription Identifiers. */
    SUBSCRIPTION_IDENTIFIERS,
    /** Sends User Properties in SUBSCRIBE. */
    SUBSCRIBE_USER_PROPERTIES,
    /** Disconnects with Disconnect with Will Message (0x04). */
    DISCONNECT_WITH_WILL,
    /** Disconnects with any Reason Code. */
    DISCONNECT_REASON,
    /** Sends a Session Expiry Interval in DISCONNECT. */
    DISCONNECT_EXPIRY,
    /** Refuses received messages by a Reason Code. */
    NEGATIVE_ACKNOWLEDGEMENT,
    /** Is as new when it is told so: a process carries several clients, one after the other. */
    RENEWAL;

    /** {@return the name in the line protocol: lower case with hyphens} */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a feature.
     *
     * @param id its name in the line protocol
     * @return the feature; empty: there is none of this name
     */
    public static Optional<Feature> of(String id) {
        return Stream.of(values()).filter(each -> each.id().equals(id)).findFirst();
    }

    /**
     * Returns what a client needs to speak a version.
     *
     * @param version the version
     * @return the feature
     */
    public static Feature of(ProtocolVersion version) {
        return switch (version) {
            case V3_1 -> MQTT_3_1;
            case V3_1_1 -> MQTT_3_1_1;
            case V5_0 -> MQTT_5_0;
        };
    }
}
