package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.ReasonCode;

/**
 * What the decoder enforces: for each rule the Reason Code of its breach and the statement that lays it down in 3.1.1 and
 * in 5.0. 3.1 has no numbered statements; where it has the same rule, that of 3.1.1 is cited.
 *
 * <p>A string that is not well formed is reported as such whatever field it stands in, so the statements that ask for
 * UTF-8 field by field (such as [MQTT-3.1.3-4] or [MQTT-1.5.7-1]) need no rule of their own.
 */
public enum Rule {
    // Rules without a numbered statement
    FORMAT(DisconnectReasonCode.MALFORMED_PACKET, "", ""),
    USE(DisconnectReasonCode.PROTOCOL_ERROR, "", ""),
    PACKET_SIZE(DisconnectReasonCode.PACKET_TOO_LARGE, "", ""),
    COUNT(DisconnectReasonCode.QUOTA_EXCEEDED, "", ""),
    DISCOURAGED_CHARACTER(DisconnectReasonCode.MALFORMED_PACKET, "", ""),

    // Data representation
    UTF8_WELL_FORMED(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-1.5.3-1", "MQTT-1.5.4-1"),
    UTF8_NO_NULL(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-1.5.3-2", "MQTT-1.5.4-2"),
    SHORTEST_INTEGER(DisconnectReasonCode.MALFORMED_PACKET, "", "MQTT-1.5.5-1"),

    // Fixed header
    RESERVED_FLAGS(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-2.2.2-1", "MQTT-2.1.3-1"),
    PUBLISH_DUP(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.3.1-2", "MQTT-3.3.1-2"),
    PUBLISH_QOS(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.3.1-4", "MQTT-3.3.1-4"),
    PUBREL_FLAGS(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.6.1-1", "MQTT-3.6.1-1"),
    SUBSCRIBE_FLAGS(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.8.1-1", "MQTT-3.8.1-1"),
    UNSUBSCRIBE_FLAGS(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.10.1-1", "MQTT-3.10.1-1"),
    DISCONNECT_FLAGS(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.14.1-1", "MQTT-3.14.1-1"),
    AUTH_FLAGS(DisconnectReasonCode.MALFORMED_PACKET, "", "MQTT-3.15.1-1"),

    // Packet Identifiers that are zero
    CLIENT_IDENTIFIED(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-2.3.1-1", "MQTT-2.2.1-3"),
    SERVER_IDENTIFIED(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-2.3.1-1", "MQTT-2.2.1-4"),
    PUBLISH_ANSWERED(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-2.3.1-6", "MQTT-2.2.1-5"),
    SUBSCRIBE_ANSWERED(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-2.3.1-7", "MQTT-2.2.1-6"),

    // CONNECT
    FIRST_PACKET(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-3.1.0-1", "MQTT-3.1.0-1"),
    PROTOCOL_NAME(ConnectReasonCode.UNSUPPORTED_PROTOCOL_VERSION, "MQTT-3.1.2-1", "MQTT-3.1.2-1"),
    PROTOCOL_LEVEL(ConnectReasonCode.UNSUPPORTED_PROTOCOL_VERSION, "MQTT-3.1.2-2", "MQTT-3.1.2-2"),
    CONNECT_RESERVED_FLAG(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.2-3", "MQTT-3.1.2-3"),
    NO_WILL_QOS(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.2-13", "MQTT-3.1.2-11"),
    NO_WILL_RETAIN(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.2-15", "MQTT-3.1.2-13"),
    WILL_QOS(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.2-14", "MQTT-3.1.2-12"),
    WILL_FIELDS(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.2-9", "MQTT-3.1.2-9"),
    NO_USER_NAME(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.2-18", "MQTT-3.1.2-16"),
    USER_NAME(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.2-19", "MQTT-3.1.2-17"),
    NO_PASSWORD(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.2-20", "MQTT-3.1.2-18"),
    PASSWORD(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.2-21", "MQTT-3.1.2-19"),
    PASSWORD_ALONE(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.2-22", ""),
    CLIENT_IDENTIFIER(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.1.3-3", "MQTT-3.1.3-3"),
    CLIENT_IDENTIFIER_LENGTH(ConnectReasonCode.CLIENT_IDENTIFIER_NOT_VALID, "", ""),
    CLIENT_IDENTIFIER_EMPTY(ConnectReasonCode.CLIENT_IDENTIFIER_NOT_VALID, "MQTT-3.1.3-7", ""),

    // CONNACK
    CONNACK_FLAGS(DisconnectReasonCode.MALFORMED_PACKET, "", "MQTT-3.2.2-1"),
    CONNACK_SESSION_PRESENT(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-3.2.2-4", "MQTT-3.2.2-6"),
    CONNACK_REASON_CODE(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.2.2-8"),

    // PUBLISH and its answers
    PUBLISH_TOPIC(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.3.2-1", "MQTT-3.3.2-1"),
    PUBLISH_TOPIC_WILDCARD(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.3.2-2", "MQTT-3.3.2-2"),
    PUBLISH_TOPIC_EMPTY(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-4.7.3-1", "MQTT-4.7.3-1"),
    TOPIC_ALIAS_ZERO(DisconnectReasonCode.TOPIC_ALIAS_INVALID, "", "MQTT-3.3.2-8"),
    RESPONSE_TOPIC_WILDCARD(DisconnectReasonCode.MALFORMED_PACKET, "", "MQTT-3.3.2-14"),
    CLIENT_SUBSCRIPTION_IDENTIFIER(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.3.4-6"),
    PUBACK_REASON_CODE(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.4.2-1"),
    PUBREC_REASON_CODE(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.5.2-1"),
    PUBREL_REASON_CODE(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.6.2-1"),
    PUBCOMP_REASON_CODE(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.7.2-1"),

    // SUBSCRIBE, UNSUBSCRIBE and their answers
    SUBSCRIBE_EMPTY(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-3.8.3-3", "MQTT-3.8.3-2"),
    SUBSCRIBE_QOS_BYTE(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3-8.3-4", ""),
    SUBSCRIBE_OPTIONS(DisconnectReasonCode.MALFORMED_PACKET, "", "MQTT-3.8.3-5"),
    NO_LOCAL_SHARED(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.8.3-4"),
    SUBACK_EMPTY(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-3.8.4-5", "MQTT-3.8.4-6"),
    SUBACK_REASON_CODE(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-3.9.3-2", "MQTT-3.9.3-2"),
    UNSUBSCRIBE_EMPTY(DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-3.10.3-2", "MQTT-3.10.3-2"),
    UNSUBACK_REASON_CODE(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.11.3-2"),

    // DISCONNECT and AUTH
    DISCONNECT_REASON_CODE(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.14.2-1"),
    DISCONNECT_SESSION_EXPIRY(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.14.2-2"),
    AUTH_REASON_CODE(DisconnectReasonCode.PROTOCOL_ERROR, "", "MQTT-3.15.2-1"),

    // Topic Names and Topic Filters
    NAME_WILDCARD(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-4.7.1-1", "MQTT-4.7.0-1"),
    TOPIC_EMPTY(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-4.7.3-1", "MQTT-4.7.3-1"),
    MULTI_LEVEL_WILDCARD(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-4.7.1-2", "MQTT-4.7.1-1"),
    SINGLE_LEVEL_WILDCARD(DisconnectReasonCode.MALFORMED_PACKET, "MQTT-4.7.1-3", "MQTT-4.7.1-2"),
    SHARE_NAME_EMPTY(DisconnectReasonCode.MALFORMED_PACKET, "", "MQTT-4.8.2-1"),
    SHARE_NAME(DisconnectReasonCode.MALFORMED_PACKET, "", "MQTT-4.8.2-2");

    @SuppressWarnings("ImmutableEnumChecker") // every Reason Code is an enum constant
    private final ReasonCode reasonCode;

    private final String statement311;
    private final String statement5;

    Rule(ReasonCode reasonCode, String statement311, String statement5) {
        this.reasonCode = reasonCode;
        this.statement311 = statement311;
        this.statement5 = statement5;
    }

    /** What a peer that breaks the rule is told. */
    public ReasonCode reasonCode() {
        return reasonCode;
    }

    /** The statement's identifier in the specification of {@code version}; empty where it has no numbered one. */
    public String statement(ProtocolVersion version) {
        return version == ProtocolVersion.V5_0 ? statement5 : statement311;
    }
}
