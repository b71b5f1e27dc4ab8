package io.mqttstack.client.internal.session;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.codec.ProtocolVersion;

/**
 * What a session needs to know of the client's configuration.
 *
 * @param version the protocol version
 * @param kept whether the session outlives a Network Connection: Clean Session 0, or a Session Expiry Interval above 0
 * @param receiveMaximum how many messages of QoS 1 and 2 the server may have unacknowledged; announced on 5.0 only
 * @param topicAliasMaximum the greatest inbound Topic Alias; announced on 5.0 only
 * @param outboundTopicAliasMaximum the greatest Topic Alias that we use where the server allows as many
 * @param republish whether a QoS 2 message that was sent is published again when the server lost the session
 * @param acceptUnknownSession whether a session of the server that we know nothing of is accepted on 5.0
 * @param stored whether messages outlive this client, so that its end does not end them
 */
public record SessionSettings(
        ProtocolVersion version,
        boolean kept,
        int receiveMaximum,
        int topicAliasMaximum,
        int outboundTopicAliasMaximum,
        boolean republish,
        boolean acceptUnknownSession,
        boolean stored) {

    /**
     * Takes from a configuration what a session needs.
     *
     * @param options the configuration
     * @param version the version in force
     * @return the settings
     */
    public static SessionSettings of(ClientOptions options, ProtocolVersion version) {
        boolean v5 = version == ProtocolVersion.V5_0;
        return new SessionSettings(
                version,
                v5
                        ? options.session().sessionExpiryInterval() > 0
                        : !options.session().cleanStart(),
                options.limits().inboxMessages(),
                v5 ? options.limits().topicAliasMaximum() : 0,
                v5 ? options.limits().outboundTopicAliasMaximum() : 0,
                options.session().republishAfterSessionLoss(),
                options.session().acceptUnknownSession(),
                options.sessionStore().isPresent());
    }
}
