package io.mqttstack.codec.packet;

/** One of the fifteen packets of MQTT. Immutable. */
public sealed interface Packet
        permits Connect,
                ConnAck,
                Publish,
                PubAck,
                PubRec,
                PubRel,
                PubComp,
                Subscribe,
                SubAck,
                Unsubscribe,
                UnsubAck,
                PingReq,
                PingResp,
                Disconnect,
                Auth {
    /** {@return which packet it is, to dispatch on} */
    PacketType type();
}
