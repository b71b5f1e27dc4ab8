package io.mqttstack.client;

import java.util.OptionalLong;

/**
 * The eight counters of a client, from its construction on.
 *
 * @param firstConnection when the first connection was accepted, in milliseconds since the process started; empty:
 *     never
 * @param lastConnection when the latest connection was accepted, likewise
 * @param lastDisconnection when the latest connection ended, likewise
 * @param disconnections how many accepted connections have ended, for whatever reason
 * @param receivedBytes bytes received by MQTT, that is, without TLS
 * @param receivedMessages PUBLISH packets received
 * @param sentBytes bytes sent by MQTT, that is, without TLS
 * @param sentMessages PUBLISH packets sent, re-sent ones included
 */
public record Stats(
        OptionalLong firstConnection,
        OptionalLong lastConnection,
        OptionalLong lastDisconnection,
        long disconnections,
        long receivedBytes,
        long receivedMessages,
        long sentBytes,
        long sentMessages) {}
