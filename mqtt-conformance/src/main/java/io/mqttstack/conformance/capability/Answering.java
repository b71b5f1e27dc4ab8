package io.mqttstack.conformance.capability;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.RawConnection;
import io.mqttstack.conformance.Trial;
import java.util.List;

/** What a broker answers, packet by packet. */
final class Answering {
    private static final int SUBSCRIBING = 7;
    private static final int UNSUBSCRIBING = 9;

    private Answering() {}

    static void ping(Trial trial) throws InterruptedException {
        RawConnection client = trial.raw();
        client.connect(trial.connect("p").build());
        ping(client);
    }

    /** Asks for an answer, ahead of which everything that was due before has to come. */
    private static void ping(RawConnection client) throws InterruptedException {
        client.send(PingReq.INSTANCE);
        Packet answer = client.next("no-pingresp", "PINGREQ was not answered");
        Expect.that(
                answer.type() == PacketType.PINGRESP,
                "no-pingresp",
                "PINGREQ was not answered by PINGRESP but by " + answer.type());
    }

    /** One packet with several filters has one answer, with a code for each in their order. */
    static void manyFilters(Trial trial) throws InterruptedException {
        RawConnection client = trial.raw();
        client.connect(trial.connect("many").build());
        List<QoS> wanted = List.of(QoS.EXACTLY_ONCE, QoS.AT_MOST_ONCE, QoS.AT_LEAST_ONCE);
        client.send(new Subscribe(
                SUBSCRIBING,
                wanted.stream()
                        .map(qos -> Subscription.of(filter(trial, qos), qos))
                        .toList()));
        Packet answer = client.next("no-suback", "SUBSCRIBE was not answered");
        if (!(answer instanceof SubAck subAck) || subAck.packetIdentifier() != SUBSCRIBING) {
            throw Finding.failure("wrong-suback", "SUBSCRIBE " + SUBSCRIBING + " was answered by " + answer);
        }
        List<SubscribeReasonCode> codes = subAck.reasonCodes();
        Expect.that(codes.size() == wanted.size(), "wrong-suback", "Three filters were answered by " + codes);
        for (int i = 0; i < codes.size(); i++) {
            Expect.that(!codes.get(i).isError(), "subscribe-refused", "SUBACK holds " + codes);
            Expect.that(
                    codes.get(i).code() <= wanted.get(i).value(),
                    "wrong-order",
                    "SUBACK holds " + codes + " for " + wanted + ": more than was asked for, or in another order");
        }
        unsubscribe(trial, client);
        ping(client);
    }

    private static void unsubscribe(Trial trial, RawConnection client) throws InterruptedException {
        client.send(new Unsubscribe(
                UNSUBSCRIBING,
                List.of(filter(trial, QoS.AT_LEAST_ONCE), TopicFilter.of(trial.topic("never/subscribed")))));
        Packet answer = client.next("no-unsuback", "UNSUBSCRIBE was not answered");
        if (!(answer instanceof UnsubAck unsubAck) || unsubAck.packetIdentifier() != UNSUBSCRIBING) {
            throw Finding.failure("wrong-unsuback", "UNSUBSCRIBE " + UNSUBSCRIBING + " was answered by " + answer);
        }
        int due = trial.version() == ProtocolVersion.V5_0 ? 2 : 0;
        Expect.that(
                unsubAck.reasonCodes().size() == due,
                "wrong-unsuback",
                "Two filters were answered by " + unsubAck.reasonCodes());
    }

    private static TopicFilter filter(Trial trial, QoS qos) {
        return TopicFilter.of(trial.topic("many/" + qos.value()));
    }

    static void secondConnect(Trial trial) throws InterruptedException {
        RawConnection client = trial.raw();
        Connect connect = trial.connect("twice").build();
        client.connect(connect);
        client.send(connect);
        if (client.awaitClosed(trial.patience()).isEmpty()) {
            throw Finding.failure("not-closed", "The server did not close a connection on which CONNECT came twice");
        }
    }

    /** Two clients without a Client Identifier are two clients, each with one of its own. */
    static void noIdentifier(Trial trial) throws InterruptedException {
        RawConnection one = trial.raw();
        RawConnection two = trial.raw();
        String first = assigned(trial, one);
        String second = assigned(trial, two);
        if (trial.version() == ProtocolVersion.V5_0) {
            Expect.that(
                    !first.isEmpty() && !second.isEmpty(),
                    "no-assigned-identifier",
                    "CONNACK has no Assigned Client Identifier");
            Expect.that(!first.equals(second), "same-identifier", "Two clients were assigned one Client Identifier");
        }
        ping(one);
        ping(two);
    }

    private static String assigned(Trial trial, RawConnection client) throws InterruptedException {
        client.send(trial.connectAs("").build());
        Packet answer = client.next("no-connack", "CONNECT with an empty Client Identifier was not answered");
        if (!(answer instanceof ConnAck connAck)) {
            throw Finding.failure("no-connack", "CONNECT was not answered by CONNACK but by " + answer.type());
        }
        if (connAck.reasonCode().isError()) {
            throw Finding.unsupported("a client without Client Identifier is refused: " + connAck.reasonCode());
        }
        return connAck.properties().assignedClientIdentifier().orElse("");
    }
}
