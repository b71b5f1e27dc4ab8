package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.value.TopicFilter;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketIdentifiersTest {
    static Stream<Named<IntFunction<Packet>>> packets() {
        TopicFilter filter = TopicFilter.of("a");
        return Stream.of(
                Named.of("PUBACK", PubAck::new),
                Named.of("PUBREC", PubRec::new),
                Named.of("PUBREL", PubRel::new),
                Named.of("PUBCOMP", PubComp::new),
                Named.of(
                        "SUBSCRIBE",
                        identifier -> new Subscribe(identifier, List.of(Subscription.of(filter, QoS.AT_MOST_ONCE)))),
                Named.of("SUBACK", identifier -> new SubAck(identifier, List.of(SubscribeReasonCode.GRANTED_QOS_0))),
                Named.of("UNSUBSCRIBE", identifier -> new Unsubscribe(identifier, List.of(filter))),
                Named.of("UNSUBACK", UnsubAck::new));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void areSixteenBitsAndNotZero(IntFunction<Packet> packet) {
        assertDoesNotThrow(() -> packet.apply(1));
        assertDoesNotThrow(() -> packet.apply(65_535));
        assertThrows(IllegalArgumentException.class, () -> packet.apply(0));
        assertThrows(IllegalArgumentException.class, () -> packet.apply(-1));
        assertThrows(IllegalArgumentException.class, () -> packet.apply(65_536));
    }
}
