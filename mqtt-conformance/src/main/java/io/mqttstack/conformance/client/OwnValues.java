package io.mqttstack.conformance.client;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Credentials;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.ConnectProperties;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/** Translates between the commands and what our client takes and gives. */
final class OwnValues {
    private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535;
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(200);

    private OwnValues() {}

    static ClientOptions.Builder options(Command.Connect command) {
        Connect packet = command.packet();
        ClientOptions.Builder options = ClientOptions.builder(
                        Endpoint.of(URI.create(command.url())), packet.clientIdentifier())
                .version(packet.version())
                .session(session(packet))
                .keepAlive(Duration.ofSeconds(packet.keepAlive()))
                .credentials(() -> new Credentials(packet.userName(), packet.password()))
                .limits(limits(packet.properties()))
                .properties(properties(packet.properties()))
                .handlerGrace(Duration.ZERO)
                .reconnect(ReconnectPolicy.fixed(command.reconnect() ? SOON : NEVER));
        command.trust()
                .ifPresent(
                        file -> options.tls(TlsOptions.builder().trustPem(file).build()));
        packet.properties()
                .authenticationMethod()
                .ifPresent(method -> options.authenticator(
                        new Echo(method, packet.properties().authenticationData())));
        packet.will()
                .ifPresent(will -> options.will(
                        message(will), Duration.ofSeconds(will.properties().willDelayInterval())));
        return options;
    }

    private static SessionOptions session(Connect packet) {
        SessionOptions.Builder session = SessionOptions.builder().cleanStart(packet.cleanStart());
        if (packet.version() == ProtocolVersion.V5_0) {
            session.sessionExpiryInterval(packet.properties().sessionExpiryInterval());
        }
        return session.build();
    }

    private static ClientLimits limits(Connect.Properties properties) {
        ClientLimits limits = ClientLimits.DEFAULT;
        boolean inbox = properties.receiveMaximum() != DEFAULT_RECEIVE_MAXIMUM;
        return new ClientLimits(
                inbox ? properties.receiveMaximum() : limits.inboxMessages(),
                limits.inboxBytes(),
                limits.outboundMessages(),
                limits.outboundBytes(),
                (int) properties.maximumPacketSize().orElse(limits.maximumPacketSize()),
                properties.topicAliasMaximum(),
                limits.outboundTopicAliasMaximum());
    }

    private static ConnectProperties properties(Connect.Properties asked) {
        ConnectProperties.Builder properties =
                ConnectProperties.builder().requestProblemInformation(asked.requestProblemInformation());
        if (asked.requestResponseInformation()) {
            properties.requestResponseInformation();
        }
        asked.userProperties().forEach(each -> properties.userProperty(each.name(), each.value()));
        return properties.build();
    }

    static DisconnectOptions options(Command.Disconnect command) {
        DisconnectOptions.Builder options = DisconnectOptions.builder();
        if (command.reasonCode() == DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE.code()) {
            options.publishWill();
        }
        command.sessionExpiryInterval().ifPresent(options::sessionExpiryInterval);
        return options.build();
    }

    private static Message message(Will will) {
        Will.Properties properties = will.properties();
        Message.Builder message = Message.builder(will.topic())
                .payload(will.payload())
                .qos(will.qos())
                .retain(will.retain())
                .payloadIsUtf8(properties.payloadIsUtf8());
        properties.messageExpiryInterval().ifPresent(message::messageExpiryInterval);
        properties.contentType().ifPresent(message::contentType);
        properties.responseTopic().ifPresent(message::responseTopic);
        properties.correlationData().ifPresent(message::correlationData);
        properties.userProperties().forEach(each -> message.userProperty(each.name(), each.value()));
        return message.build();
    }

    static Message message(ApplicationMessage message) {
        Publish.Properties properties = message.properties();
        Message.Builder result = Message.builder(TopicName.of(message.topic()))
                .payload(message.payload())
                .qos(message.qos())
                .retain(message.retain())
                .payloadIsUtf8(properties.payloadIsUtf8());
        properties.messageExpiryInterval().ifPresent(result::messageExpiryInterval);
        properties.contentType().ifPresent(result::contentType);
        properties.responseTopic().ifPresent(result::responseTopic);
        properties.correlationData().ifPresent(result::correlationData);
        properties.userProperties().forEach(each -> result.userProperty(each.name(), each.value()));
        return result.build();
    }

    static ApplicationMessage message(Message message) {
        Publish.Properties.Builder properties = Publish.Properties.builder().payloadIsUtf8(message.payloadIsUtf8());
        message.messageExpiryInterval().ifPresent(properties::messageExpiryInterval);
        message.contentType().ifPresent(properties::contentType);
        message.responseTopic().ifPresent(properties::responseTopic);
        message.correlationData().ifPresent(properties::correlationData);
        for (UserProperty each : message.userProperties()) {
            properties.userProperty(each.name(), each.value());
        }
        return new ApplicationMessage(
                message.topic().value(), message.payload(), message.qos(), message.retain(), properties.build());
    }

    static Map<String, String> facts(ConnectResult result) {
        ConnAck.Properties properties = result.connAck().properties();
        Map<String, String> facts = new TreeMap<>();
        facts.put("reason-code", String.valueOf(result.connAck().reasonCode().code()));
        facts.put("client-identifier", result.clientIdentifier());
        facts.put("receive-maximum", String.valueOf(properties.receiveMaximum()));
        facts.put("maximum-qos", String.valueOf(properties.maximumQoS().value()));
        facts.put("retain-available", String.valueOf(properties.retainAvailable()));
        facts.put("topic-alias-maximum", String.valueOf(properties.topicAliasMaximum()));
        facts.put("wildcard-subscription-available", String.valueOf(properties.wildcardSubscriptionAvailable()));
        facts.put("subscription-identifier-available", String.valueOf(properties.subscriptionIdentifierAvailable()));
        facts.put("shared-subscription-available", String.valueOf(properties.sharedSubscriptionAvailable()));
        properties.maximumPacketSize().ifPresent(value -> facts.put("maximum-packet-size", String.valueOf(value)));
        properties
                .sessionExpiryInterval()
                .ifPresent(value -> facts.put("session-expiry-interval", String.valueOf(value)));
        properties.serverKeepAlive().ifPresent(value -> facts.put("server-keep-alive", String.valueOf(value)));
        properties.reasonString().ifPresent(value -> facts.put("reason-string", value));
        properties.responseInformation().ifPresent(value -> facts.put("response-information", value));
        properties.serverReference().ifPresent(value -> facts.put("server-reference", value));
        return facts;
    }

    static OptionalInt reasonCode(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Optional<Packet> packet = cause instanceof MqttException known ? known.packet() : Optional.empty();
        return packet.map(OwnValues::reasonCode).orElse(OptionalInt.empty());
    }

    static OptionalInt reasonCode(Packet packet) {
        if (packet instanceof ConnAck connAck) {
            return OptionalInt.of(connAck.reasonCode().code());
        } else if (packet instanceof PubAck pubAck) {
            return OptionalInt.of(pubAck.reasonCode().code());
        } else if (packet instanceof PubRec pubRec) {
            return OptionalInt.of(pubRec.reasonCode().code());
        } else if (packet instanceof PubComp pubComp) {
            return OptionalInt.of(pubComp.reasonCode().code());
        } else if (packet instanceof Disconnect disconnect) {
            return OptionalInt.of(disconnect.reasonCode().code());
        } else if (packet instanceof SubAck subAck) {
            return OptionalInt.of(subAck.reasonCodes().get(0).code());
        } else if (packet instanceof UnsubAck unsubAck
                && !unsubAck.reasonCodes().isEmpty()) {
            return OptionalInt.of(unsubAck.reasonCodes().get(0).code());
        }
        return OptionalInt.empty();
    }
}
