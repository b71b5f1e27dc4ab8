package io.mqttstack.codec;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.UserProperty;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** Arbitrary legal properties of each packet of 5.0, each property there or not. */
final class PropertyBlocks {
    private static final double OFTEN = 0.4;

    private final Sender sender;

    PropertyBlocks(Sender sender) {
        this.sender = sender;
    }

    private static Arbitrary<List<UserProperty>> users() {
        return Values.userProperties().list().ofMaxSize(4);
    }

    Arbitrary<ReasonProperties> reason() {
        return Builders.withBuilder(ReasonProperties::builder)
                .use(Values.strings())
                .withProbability(OFTEN)
                .in(ReasonProperties.Builder::reasonString)
                .use(users())
                .withProbability(OFTEN)
                .in(ReasonProperties.Builder::userProperties)
                .build(ReasonProperties.Builder::build);
    }

    Arbitrary<Connect.Properties> connect() {
        return Builders.withBuilder(Connect.Properties::builder)
                .use(Values.fourBytes(0))
                .withProbability(OFTEN)
                .in(Connect.Properties.Builder::sessionExpiryInterval)
                .use(Values.twoBytes(1))
                .withProbability(OFTEN)
                .in(Connect.Properties.Builder::receiveMaximum)
                .use(Values.fourBytes(1))
                .withProbability(OFTEN)
                .in(Connect.Properties.Builder::maximumPacketSize)
                .use(Values.twoBytes(0))
                .withProbability(OFTEN)
                .in(Connect.Properties.Builder::topicAliasMaximum)
                .use(Values.booleans())
                .in(Connect.Properties.Builder::requestResponseInformation)
                .use(Values.booleans())
                .in(Connect.Properties.Builder::requestProblemInformation)
                .use(users())
                .withProbability(OFTEN)
                .in(Connect.Properties.Builder::userProperties)
                .use(Combinators.combine(Values.strings(), Values.bytes().optional())
                        .as(Authentication::new))
                .withProbability(OFTEN)
                .in((builder, authentication) -> {
                    builder.authenticationMethod(authentication.method());
                    authentication.data().ifPresent(builder::authenticationData);
                    return builder;
                })
                .build(Connect.Properties.Builder::build);
    }

    private record Authentication(String method, Optional<Bytes> data) {}

    Arbitrary<Will.Properties> will() {
        return Builders.withBuilder(Will.Properties::builder)
                .use(Values.fourBytes(0))
                .withProbability(OFTEN)
                .in(Will.Properties.Builder::willDelayInterval)
                .use(Values.booleans())
                .in(Will.Properties.Builder::payloadIsUtf8)
                .use(Values.fourBytes(0))
                .withProbability(OFTEN)
                .in(Will.Properties.Builder::messageExpiryInterval)
                .use(Values.strings())
                .withProbability(OFTEN)
                .in(Will.Properties.Builder::contentType)
                .use(Values.topicNames())
                .withProbability(OFTEN)
                .in(Will.Properties.Builder::responseTopic)
                .use(Values.bytes())
                .withProbability(OFTEN)
                .in(Will.Properties.Builder::correlationData)
                .use(users())
                .withProbability(OFTEN)
                .in(Will.Properties.Builder::userProperties)
                .build(Will.Properties.Builder::build);
    }

    Arbitrary<ConnAck.Properties> connAck() {
        return Builders.withBuilder(ConnAck.Properties::builder)
                .use(Values.fourBytes(0))
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::sessionExpiryInterval)
                .use(Values.twoBytes(1))
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::receiveMaximum)
                .use(Arbitraries.of(QoS.class))
                .in(ConnAck.Properties.Builder::maximumQoS)
                .use(Values.booleans())
                .in(ConnAck.Properties.Builder::retainAvailable)
                .use(Values.fourBytes(1))
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::maximumPacketSize)
                .use(Values.strings())
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::assignedClientIdentifier)
                .use(Values.twoBytes(0))
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::topicAliasMaximum)
                .use(Values.strings())
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::reasonString)
                .use(users())
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::userProperties)
                .use(Values.booleans())
                .in(ConnAck.Properties.Builder::wildcardSubscriptionAvailable)
                .use(Values.booleans())
                .in(ConnAck.Properties.Builder::subscriptionIdentifierAvailable)
                .use(Values.booleans())
                .in(ConnAck.Properties.Builder::sharedSubscriptionAvailable)
                .use(Values.twoBytes(0))
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::serverKeepAlive)
                .use(Values.strings())
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::responseInformation)
                .use(Values.strings())
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::serverReference)
                .use(Values.strings())
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::authenticationMethod)
                .use(Values.bytes())
                .withProbability(OFTEN)
                .in(ConnAck.Properties.Builder::authenticationData)
                .build(ConnAck.Properties.Builder::build);
    }

    Arbitrary<Publish.Properties> publish() {
        return Builders.withBuilder(Publish.Properties::builder)
                .use(Values.booleans())
                .in(Publish.Properties.Builder::payloadIsUtf8)
                .use(Values.fourBytes(0))
                .withProbability(OFTEN)
                .in(Publish.Properties.Builder::messageExpiryInterval)
                .use(Values.twoBytes(1))
                .withProbability(OFTEN)
                .in(Publish.Properties.Builder::topicAlias)
                .use(Values.topicNames())
                .withProbability(OFTEN)
                .in(Publish.Properties.Builder::responseTopic)
                .use(Values.bytes())
                .withProbability(OFTEN)
                .in(Publish.Properties.Builder::correlationData)
                .use(users())
                .withProbability(OFTEN)
                .in(Publish.Properties.Builder::userProperties)
                .use(subscriptionIdentifiers().list().ofMaxSize(4))
                .withProbability(sender == Sender.SERVER ? OFTEN : 0)
                .in(Publish.Properties.Builder::subscriptionIdentifiers)
                .use(Values.strings())
                .withProbability(OFTEN)
                .in(Publish.Properties.Builder::contentType)
                .build(Publish.Properties.Builder::build);
    }

    private static Arbitrary<Integer> subscriptionIdentifiers() {
        return Arbitraries.oneOf(
                Arbitraries.of(1, 0x7F, 0x80, 0x3FFF, 0x4000, 0x1F_FFFF, 0x20_0000, 268_435_455),
                Arbitraries.integers().between(1, 268_435_455));
    }

    Arbitrary<Subscribe.Properties> subscribe() {
        return Builders.withBuilder(Subscribe.Properties::builder)
                .use(subscriptionIdentifiers())
                .withProbability(OFTEN)
                .in(Subscribe.Properties.Builder::subscriptionIdentifier)
                .use(users())
                .withProbability(OFTEN)
                .in(Subscribe.Properties.Builder::userProperties)
                .build(Subscribe.Properties.Builder::build);
    }

    Arbitrary<Unsubscribe.Properties> unsubscribe() {
        return users().map(list ->
                Unsubscribe.Properties.builder().userProperties(list).build());
    }

    Arbitrary<Disconnect.Properties> disconnect() {
        boolean client = sender == Sender.CLIENT;
        return Builders.withBuilder(Disconnect.Properties::builder)
                .use(Values.fourBytes(0))
                .withProbability(client ? OFTEN : 0)
                .in(Disconnect.Properties.Builder::sessionExpiryInterval)
                .use(Values.strings())
                .withProbability(client ? 0 : OFTEN)
                .in(Disconnect.Properties.Builder::serverReference)
                .use(Values.strings())
                .withProbability(OFTEN)
                .in(Disconnect.Properties.Builder::reasonString)
                .use(users())
                .withProbability(OFTEN)
                .in(Disconnect.Properties.Builder::userProperties)
                .build(Disconnect.Properties.Builder::build);
    }

    Arbitrary<Auth.Properties> auth() {
        return Builders.withBuilder(Auth.Properties::builder)
                .use(Values.strings())
                .in(Auth.Properties.Builder::authenticationMethod)
                .use(Values.bytes())
                .withProbability(OFTEN)
                .in(Auth.Properties.Builder::authenticationData)
                .use(Values.strings())
                .withProbability(OFTEN)
                .in(Auth.Properties.Builder::reasonString)
                .use(users())
                .withProbability(OFTEN)
                .in(Auth.Properties.Builder::userProperties)
                .build(Auth.Properties.Builder::build);
    }
}
