package io.mqttstack.codec.internal;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;

/** Who may send which Reason Code, where the two sides differ. */
final class Senders {
    private Senders() {}

    static boolean allow(PublishReasonCode code, Sender sender) {
        return sender == Sender.CLIENT ? code.sentByClient() : code.sentByServer();
    }

    static boolean allow(DisconnectReasonCode code, Sender sender) {
        return sender == Sender.CLIENT ? code.sentByClient() : code.sentByServer();
    }

    static boolean allow(AuthReasonCode code, Sender sender) {
        return sender == Sender.CLIENT ? code.sentByClient() : code.sentByServer();
    }

    /** The exception for a Reason Code at index {@code at} that the packet, or its sender, does not have. */
    static MqttProtocolException unusable(Rule rule, PacketType type, int code, int at, ByteReader in) {
        return in.violation(
                rule, at, String.format("0x%02X is no Reason Code of %s from a %s", code, type, in.sender()));
    }
}
