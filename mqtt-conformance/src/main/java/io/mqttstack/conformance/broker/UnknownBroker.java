package io.mqttstack.conformance.broker;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A broker of which nobody has said what it can do: all that there is, is worth trying. */
abstract class UnknownBroker implements BrokerUnderTest {
    private final String name;
    private final Optional<Credentials> credentials;

    UnknownBroker(String name, Optional<Credentials> credentials) {
        this.name = name;
        this.credentials = credentials;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Optional<Credentials> credentials() {
        return credentials;
    }

    @Override
    public final Set<ProtocolVersion> versions() {
        return Set.copyOf(EnumSet.allOf(ProtocolVersion.class));
    }

    @Override
    public final boolean versionsKnown() {
        return false;
    }

    @Override
    public final QoS maximumQoS() {
        return QoS.EXACTLY_ONCE;
    }
}
