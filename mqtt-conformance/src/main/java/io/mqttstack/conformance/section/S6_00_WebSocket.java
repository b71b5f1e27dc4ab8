package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import java.util.List;

/** Section 6: MQTT over WebSocket. */
final class S6_00_WebSocket {
    private static final String TOPIC = "socket";

    private S6_00_WebSocket() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "6.0.0/1",
                        "offers the sub-protocol mqtt",
                        "6.0.0-3",
                        "6.0.0-3",
                        "the client is told to connect by WebSocket",
                        "mqtt is among the sub-protocols of its handshake",
                        t -> {
                            List<String> offered =
                                    t.dial(t.webSocket(t.connect())).webSocket().offered();
                            t.that(offered.contains("mqtt"), "no-mqtt", "The sub-protocols are " + offered);
                        }),
                ClientRule.of(
                        "6.0.0/2",
                        "sends its packets in binary frames",
                        "6.0.0-1",
                        "6.0.0-1",
                        "CONNACK; the client is told to publish",
                        "CONNECT and PUBLISH come in binary frames",
                        t -> {
                            RawLink link = t.open(t.webSocket(t.connect()));
                            Flows.published(t, link, TOPIC, QoS.AT_MOST_ONCE);
                            t.that(link.webSocket().texts() == 0, "text", "A packet came in a text frame");
                        }),
                ClientRule.of(
                        "6.0.0/3",
                        "closes when a text frame comes",
                        "6.0.0-1",
                        "6.0.0-1",
                        "a message of QoS 0 in a text frame",
                        "the client closes",
                        t -> {
                            RawLink link = t.open(t.webSocket(t.connect()));
                            link.sendText(t.packets().publish(0, TOPIC, 0, "x"));
                            t.closes(link, true);
                        }),
                ClientRule.of(
                        "6.0.0/4",
                        "understands packets whatever frames they come in",
                        "6.0.0-2",
                        "6.0.0-2",
                        "CONNACK and a message in one frame, then a message whose bytes come in a frame each",
                        "both messages reach the application",
                        S6_00_WebSocket::unaligned));
    }

    private static void unaligned(ClientTrial t) throws InterruptedException {
        RawLink link = t.dial(t.webSocket(t.connect()));
        link.expect(RawType.CONNECT);
        link.send(Wire.join(t.packets().connAck(0, 0), t.packets().publish(0, TOPIC, 0, "x")));
        t.connected();
        t.message(TOPIC);
        link.sendOneByOne(t.packets().publish(1, TOPIC, 1, "x"));
        link.expect(RawType.PUBACK);
        t.message(TOPIC);
    }
}
