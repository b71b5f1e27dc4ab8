package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest {
    private final Will will = new Will(TopicName.of("will"), Bytes.utf8("last words"), QoS.AT_LEAST_ONCE, true);

    @Test
    void hasDefaults() {
        Connect connect = Connect.builder(ProtocolVersion.V5_0, "c").build();
        assertEquals(
                new Connect(
                        ProtocolVersion.V5_0,
                        "c",
                        true,
                        60,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Connect.Properties.NONE),
                connect);
    }

    @Test
    void holdsWhatTheBuilderGot() {
        var properties = Connect.Properties.builder().receiveMaximum(5).build();
        Connect connect = Connect.builder(ProtocolVersion.V3_1, "")
                .cleanStart(false)
                .keepAlive(65_535)
                .will(will)
                .userName("user")
                .password(Bytes.utf8("word"))
                .properties(properties)
                .build();
        assertEquals(ProtocolVersion.V3_1, connect.version());
        assertEquals("", connect.clientIdentifier());
        assertFalse(connect.cleanStart());
        assertEquals(65_535, connect.keepAlive());
        assertEquals(Optional.of(will), connect.will());
        assertEquals(Optional.of("user"), connect.userName());
        assertEquals(Optional.of(Bytes.utf8("word")), connect.password());
        assertEquals(properties, connect.properties());
    }

    @Test
    void showsNeitherPasswordNorPayload() {
        var builder = Connect.builder(ProtocolVersion.V3_1_1, "c");
        assertTrue(builder.build().toString().contains("password=none"));
        String text = builder.will(will).password(Bytes.utf8("word")).build().toString();
        assertTrue(text.contains("password=***,"), text);
        assertTrue(text.contains("payload=Bytes[10]"), text);
        assertFalse(text.contains("word,") || text.contains("last words"), text);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void rejectsAKeepAliveOutOfRange(int seconds) {
        var builder = Connect.builder(ProtocolVersion.V5_0, "c").keepAlive(seconds);
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\uD800"})
    void rejectsStringsThatCannotBeSent(String text) {
        var identifier = Connect.builder(ProtocolVersion.V5_0, text);
        assertThrows(IllegalArgumentException.class, identifier::build);
        var userName = Connect.builder(ProtocolVersion.V5_0, "c").userName(text);
        assertThrows(IllegalArgumentException.class, userName::build);
    }

    @Test
    void limitsThePassword() {
        var builder = Connect.builder(ProtocolVersion.V5_0, "c");
        assertDoesNotThrow(() -> builder.password(Bytes.wrap(new byte[65_535])).build());
        builder.password(Bytes.wrap(new byte[65_536]));
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void acceptsAPasswordWithAnyBytes() {
        assertDoesNotThrow(() -> Connect.builder(ProtocolVersion.V5_0, "c")
                .password(Bytes.wrap(new byte[] {0, (byte) 0xFF}))
                .build());
    }

    @Test
    void rejectsAWillWithoutATopic() {
        assertThrows(
                IllegalArgumentException.class, () -> new Will(TopicName.EMPTY, Bytes.EMPTY, QoS.AT_MOST_ONCE, false));
    }

    @Test
    void limitsThePayloadOfAWill() {
        TopicName topic = TopicName.of("will");
        Bytes longest = Bytes.wrap(new byte[65_535]);
        Bytes tooLong = Bytes.wrap(new byte[65_536]);
        assertDoesNotThrow(() -> new Will(topic, longest, QoS.AT_MOST_ONCE, false));
        assertThrows(IllegalArgumentException.class, () -> new Will(topic, tooLong, QoS.AT_MOST_ONCE, false));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SUCCESS")
    void isNotRefusedWithSessionPresent(ConnectReasonCode reasonCode) {
        var exception = assertThrows(IllegalArgumentException.class, () -> new ConnAck(true, reasonCode));
        assertTrue(exception.getMessage().contains("[MQTT-3.2.2-6]"), exception::getMessage);
        assertDoesNotThrow(() -> new ConnAck(false, reasonCode));
    }

    @Test
    void isAcceptedWithSessionPresent() {
        assertEquals(
                new ConnAck(true, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE),
                new ConnAck(true, ConnectReasonCode.SUCCESS));
    }
}
