package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.PingResp;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all packets have in common. */
class PacketTest {
    private static final TopicFilter FILTER = TopicFilter.of("a");
    private static final Subscription SUBSCRIPTION = Subscription.of(FILTER, QoS.AT_MOST_ONCE);

    static Stream<Packet> packets() {
        return Stream.of(
                Connect.builder(ProtocolVersion.V5_0, "c").build(),
                new ConnAck(false, ConnectReasonCode.SUCCESS),
                new Publish(TopicName.of("a"), Bytes.EMPTY),
                new PubAck(1),
                new PubRec(1),
                new PubRel(1),
                new PubComp(1),
                new Subscribe(1, List.of(SUBSCRIPTION)),
                new SubAck(1, List.of(SubscribeReasonCode.GRANTED_QOS_0)),
                new Unsubscribe(1, List.of(FILTER)),
                new UnsubAck(1),
                PingReq.INSTANCE,
                PingResp.INSTANCE,
                new Disconnect(),
                new Auth(AuthReasonCode.SUCCESS, Auth.Properties.NONE));
    }

    static Stream<Object> records() {
        return Stream.concat(
                packets(), Stream.of(SUBSCRIPTION, new Will(TopicName.of("a"), Bytes.EMPTY, QoS.AT_MOST_ONCE, false)));
    }

    @Test
    void isOfEachTypeOnce() {
        assertEquals(
                Arrays.asList(PacketType.values()), packets().map(Packet::type).toList());
        assertEquals(PacketType.values().length, Packet.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @MethodSource("packets")
    void isNamedAsItsType(Packet packet) {
        assertEquals(packet.type().name(), packet.getClass().getSimpleName().toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("records")
    void holdsNoNull(Object packet) throws ReflectiveOperationException {
        RecordComponent[] components = packet.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = packet.getClass().getDeclaredConstructor(types);
        for (int index = 0; index < components.length; index++) {
            if (!types[index].isPrimitive()) {
                Object[] values = values(packet, components);
                values[index] = null;
                var failure = assertThrows(
                        InvocationTargetException.class,
                        () -> constructor.newInstance(values),
                        components[index].getName());
                assertTrue(failure.getCause() instanceof NullPointerException, components[index].getName());
            }
        }
        assertEquals(packet, constructor.newInstance(values(packet, components)));
    }

    private static Object[] values(Object packet, RecordComponent[] components) throws ReflectiveOperationException {
        Object[] values = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            values[index] = components[index].getAccessor().invoke(packet);
        }
        return values;
    }
}
