package io.mqttstack.conformance.client;

import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Will;
import java.util.EnumSet;
import java.util.Set;

/** What a client must have to send a CONNECT. */
final class Needs {
    private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535;

    private Needs() {}

    static Set<Feature> of(Connect packet) {
        Set<Feature> needs = EnumSet.of(Feature.of(packet.version()));
        if (packet.clientIdentifier().isEmpty()) {
            needs.add(Feature.EMPTY_CLIENT_IDENTIFIER);
        }
        if (packet.password().isPresent() && packet.userName().isEmpty()) {
            needs.add(Feature.PASSWORD_ALONE);
        }
        if (packet.will()
                .filter(will -> !will.properties().equals(Will.Properties.NONE))
                .isPresent()) {
            needs.add(Feature.WILL_PROPERTIES);
        }
        Connect.Properties properties = packet.properties();
        add(needs, Feature.SESSION_EXPIRY, properties.sessionExpiryInterval() != 0);
        add(needs, Feature.RECEIVE_MAXIMUM, properties.receiveMaximum() != DEFAULT_RECEIVE_MAXIMUM);
        add(needs, Feature.MAXIMUM_PACKET_SIZE, properties.maximumPacketSize().isPresent());
        add(needs, Feature.TOPIC_ALIAS_MAXIMUM, properties.topicAliasMaximum() != 0);
        add(needs, Feature.REQUEST_RESPONSE_INFORMATION, properties.requestResponseInformation());
        add(needs, Feature.REQUEST_PROBLEM_INFORMATION, !properties.requestProblemInformation());
        add(needs, Feature.CONNECT_USER_PROPERTIES, !properties.userProperties().isEmpty());
        add(
                needs,
                Feature.ENHANCED_AUTHENTICATION,
                properties.authenticationMethod().isPresent());
        return needs;
    }

    private static void add(Set<Feature> needs, Feature feature, boolean needed) {
        if (needed) {
            needs.add(feature);
        }
    }

    static Set<Feature> of(String url) {
        Set<Feature> needs = EnumSet.noneOf(Feature.class);
        add(needs, Feature.TLS, url.startsWith("mqtts:") || url.startsWith("wss:"));
        add(needs, Feature.WEB_SOCKET, url.startsWith("ws:") || url.startsWith("wss:"));
        add(needs, Feature.UNIX_SOCKET, url.startsWith("unix:"));
        return needs;
    }
}
