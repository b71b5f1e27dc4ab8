package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.rule.ClientTrial;
import java.util.List;
import java.util.Optional;

/** Parts of message flows that several cases begin with. */
final class Flows {
    private Flows() {}

    /** Has the client publish at QoS 2, and answers PUBREC: the client has sent PUBREL. */
    static int untilRelease(ClientTrial t, RawLink link, String topic) throws InterruptedException {
        t.publish(topic, QoS.EXACTLY_ONCE);
        int identifier = link.expect(RawType.PUBLISH).identifier();
        link.send(t.packets().ack(0x50, identifier));
        link.expect(RawType.PUBREL);
        return identifier;
    }

    /** Has the client publish, and takes the PUBLISH. */
    static RawPacket published(ClientTrial t, RawLink link, String topic, QoS qos) throws InterruptedException {
        t.publish(topic, qos);
        return link.expect(RawType.PUBLISH);
    }

    /** Has the client publish on a topic that is legal, but that it may have refused: no statement says that it has to take it. */
    static RawPacket publishedIfTaken(ClientTrial t, RawLink link, String topic, QoS qos) throws InterruptedException {
        t.publish(topic, qos);
        Optional<RawPacket> publish = link.poll(t.patience());
        if (publish.filter(each -> each.type() == RawType.PUBLISH).isPresent()) {
            return publish.get();
        }
        throw Finding.unsupported("the client does not publish on this topic");
    }

    /** Whether there is no packet of a kind. */
    static boolean none(List<RawPacket> packets, RawType type) {
        return of(packets, type).isEmpty();
    }

    /** The packets of a kind, in their order. */
    static List<RawPacket> of(List<RawPacket> packets, RawType type) {
        return packets.stream().filter(each -> each.type() == type).toList();
    }
}
