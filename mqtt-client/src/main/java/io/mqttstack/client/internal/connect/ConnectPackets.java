package io.mqttstack.client.internal.connect;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.Credentials;
import io.mqttstack.client.Message;
import io.mqttstack.client.options.ConnectProperties;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.spi.EnhancedAuthenticator.Exchange;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.UserProperty;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The CONNECT of a configuration. */
public final class ConnectPackets {
    /** The Session Expiry Interval of a session that does not expire. */
    public static final long FOR_EVER = 0xFFFF_FFFFL;

    private ConnectPackets() {}

    /**
     * Checks that the CONNECT of a configuration is legal, and that the version has all that is asked for.
     *
     * @param options the configuration
     * @throws IllegalArgumentException if it is not; the message says which rule it breaks
     */
    public static void check(ClientOptions options) {
        if (options.version() != ProtocolVersion.V5_0) {
            checkBefore5(options);
        }
        check(
                options.version(),
                connect(
                        options,
                        options.version(),
                        options.clientIdentifier(),
                        options.session().cleanStart(),
                        Secrets.NONE));
    }

    private static void checkBefore5(ClientOptions options) {
        SessionOptions session = options.session();
        if (session.sessionExpiryInterval() != (session.cleanStart() ? 0 : FOR_EVER)) {
            throw new IllegalArgumentException(options.version() + " keeps a session for ever or not at all: "
                    + "a Session Expiry Interval needs MQTT 5.0");
        }
        ConnectProperties properties = options.properties();
        if (properties.requestResponseInformation()
                || !properties.requestProblemInformation()
                || !properties.userProperties().isEmpty()) {
            throw new IllegalArgumentException(
                    options.version() + " has no properties in CONNECT: properties() needs MQTT 5.0");
        }
        if (options.authenticator().isPresent() || options.fallBack()) {
            throw new IllegalArgumentException(options.version() + " has neither authenticator() nor fallBack()");
        }
    }

    /** Checks that a packet can be sent in this version; the message of the exception says why not. */
    public static void check(ProtocolVersion version, Packet packet) {
        PacketEncoder.of(version, Sender.CLIENT).length(packet);
    }

    /** Checks that the version has every option of a subscription. */
    public static void check(ProtocolVersion version, io.mqttstack.client.Subscribe wanted) {
        check(
                version,
                new Subscribe(
                        1,
                        List.of(new Subscription(
                                wanted.filter(),
                                wanted.qos(),
                                wanted.noLocal(),
                                wanted.retainAsPublished(),
                                wanted.retainHandling()))));
    }

    /** Checks that a large message fits into a packet at all. */
    public static void check(ProtocolVersion version, Message message) {
        check(
                version,
                new Publish(
                        message.topic(),
                        message.payload(),
                        QoS.AT_LEAST_ONCE,
                        message.retain(),
                        false,
                        1,
                        Publish.Properties.NONE));
    }

    /**
     * What an attempt says of who the client is; from the executor.
     *
     * @param credentials user name and password
     * @param exchange the enhanced authentication that begins, or null
     * @param authenticationData what it says first
     */
    public record Secrets(Credentials credentials, @Nullable Exchange exchange, Optional<Bytes> authenticationData) {
        static final Secrets NONE = new Secrets(Credentials.NONE, null, Optional.empty());

        /** Asks the application; may block. */
        public static Secrets ask(ClientOptions options) throws Exception {
            Credentials credentials =
                    Objects.requireNonNull(options.credentials().get(), "the credentials are null");
            if (options.authenticator().isEmpty()) {
                return new Secrets(credentials, null, Optional.empty());
            }
            Exchange exchange = options.authenticator().get().begin();
            return new Secrets(credentials, exchange, exchange.first());
        }
    }

    /** The CONNECT of an attempt. In a version that the client fell back to, what that one does not have is left out. */
    public static Connect connect(
            ClientOptions options,
            ProtocolVersion version,
            String clientIdentifier,
            boolean cleanStart,
            Secrets secrets) {
        boolean fellBack = version != options.version();
        return new Connect(
                version,
                clientIdentifier,
                cleanStart,
                (int) options.keepAlive().toSeconds(),
                options.will().map(will -> will(options, will, fellBack)),
                secrets.credentials().userName(),
                secrets.credentials().password(),
                version == ProtocolVersion.V5_0 ? properties(options, secrets) : Connect.Properties.NONE);
    }

    /** The DISCONNECT of options; what a version does not have is left out. */
    public static Disconnect disconnect(ProtocolVersion version, DisconnectOptions how) {
        return version == ProtocolVersion.V5_0
                ? new Disconnect(
                        how.publishWill()
                                ? DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE
                                : DisconnectReasonCode.NORMAL_DISCONNECTION,
                        how.properties())
                : new Disconnect();
    }

    /** Checks that a client can disconnect so at all. */
    public static void check(ClientOptions options, DisconnectOptions how) {
        if (options.version() != ProtocolVersion.V5_0) {
            if (how.publishWill() || !how.properties().equals(Disconnect.Properties.NONE)) {
                throw new IllegalArgumentException("DISCONNECT says nothing in " + options.version()
                        + ": publishWill, sessionExpiryInterval, reasonString and userProperty need MQTT 5.0");
            }
            return;
        }
        check(options.version(), disconnect(options.version(), how));
        if (options.session().sessionExpiryInterval() == 0
                && how.properties().sessionExpiryInterval().orElse(0) > 0) {
            throw new IllegalArgumentException(
                    "The session ends with the connection, as CONNECT said; DISCONNECT cannot keep"
                            + " it with a Session Expiry Interval above 0 (section 3.14.2.2.2)");
        }
    }

    private static Connect.Properties properties(ClientOptions options, Secrets secrets) {
        ConnectProperties wanted = options.properties();
        Connect.Properties.Builder properties = Connect.Properties.builder();
        options.authenticator().ifPresent(each -> properties.authenticationMethod(each.method()));
        secrets.authenticationData().ifPresent(properties::authenticationData);
        return properties
                .requestResponseInformation(wanted.requestResponseInformation())
                .requestProblemInformation(wanted.requestProblemInformation())
                .userProperties(wanted.userProperties())
                .sessionExpiryInterval(options.session().sessionExpiryInterval())
                .receiveMaximum(options.limits().inboxMessages())
                .maximumPacketSize(options.limits().maximumPacketSize())
                .topicAliasMaximum(options.limits().topicAliasMaximum())
                .build();
    }

    private static Will will(ClientOptions options, Message will, boolean plain) {
        if (plain) {
            return new Will(will.topic(), will.payload(), will.qos(), will.retain(), Will.Properties.NONE);
        }
        Will.Properties.Builder properties = Will.Properties.builder()
                .willDelayInterval(options.willDelayInterval().toSeconds())
                .payloadIsUtf8(will.payloadIsUtf8());
        will.messageExpiryInterval().ifPresent(properties::messageExpiryInterval);
        will.contentType().ifPresent(properties::contentType);
        will.responseTopic().ifPresent(properties::responseTopic);
        will.correlationData().ifPresent(properties::correlationData);
        for (UserProperty property : will.userProperties()) {
            properties.userProperty(property.name(), property.value());
        }
        return new Will(will.topic(), will.payload(), will.qos(), will.retain(), properties.build());
    }
}
