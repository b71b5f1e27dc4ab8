package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the absence of each property means, and the values at the lower ends of the ranges. */
class PropertyDefaultsTest {
    @Test
    void ofConnect() {
        var none = Connect.Properties.NONE;
        assertEquals(0, none.sessionExpiryInterval());
        assertEquals(65_535, none.receiveMaximum());
        assertEquals(OptionalLong.empty(), none.maximumPacketSize());
        assertEquals(0, none.topicAliasMaximum());
        assertFalse(none.requestResponseInformation());
        assertTrue(none.requestProblemInformation());
        assertEquals(List.of(), none.userProperties());
        assertEquals(Optional.empty(), none.authenticationMethod());
        assertEquals(Optional.empty(), none.authenticationData());
    }

    @Test
    void ofConnAck() {
        var none = ConnAck.Properties.NONE;
        assertEquals(OptionalLong.empty(), none.sessionExpiryInterval());
        assertEquals(65_535, none.receiveMaximum());
        assertEquals(QoS.EXACTLY_ONCE, none.maximumQoS());
        assertTrue(none.retainAvailable());
        assertEquals(OptionalLong.empty(), none.maximumPacketSize());
        assertEquals(Optional.empty(), none.assignedClientIdentifier());
        assertEquals(0, none.topicAliasMaximum());
        assertEquals(Optional.empty(), none.reasonString());
        assertEquals(List.of(), none.userProperties());
        assertTrue(none.wildcardSubscriptionAvailable());
        assertTrue(none.subscriptionIdentifierAvailable());
        assertTrue(none.sharedSubscriptionAvailable());
        assertEquals(OptionalInt.empty(), none.serverKeepAlive());
        assertEquals(Optional.empty(), none.responseInformation());
        assertEquals(Optional.empty(), none.serverReference());
        assertEquals(Optional.empty(), none.authenticationMethod());
        assertEquals(Optional.empty(), none.authenticationData());
    }

    @Test
    void ofPublish() {
        var none = Publish.Properties.NONE;
        assertFalse(none.payloadIsUtf8());
        assertEquals(OptionalLong.empty(), none.messageExpiryInterval());
        assertEquals(OptionalInt.empty(), none.topicAlias());
        assertEquals(Optional.empty(), none.responseTopic());
        assertEquals(Optional.empty(), none.correlationData());
        assertEquals(List.of(), none.userProperties());
        assertEquals(List.of(), none.subscriptionIdentifiers());
        assertEquals(Optional.empty(), none.contentType());
    }

    @Test
    void ofWill() {
        var none = Will.Properties.NONE;
        assertEquals(0, none.willDelayInterval());
        assertFalse(none.payloadIsUtf8());
        assertEquals(OptionalLong.empty(), none.messageExpiryInterval());
        assertEquals(Optional.empty(), none.contentType());
        assertEquals(Optional.empty(), none.responseTopic());
        assertEquals(Optional.empty(), none.correlationData());
        assertEquals(List.of(), none.userProperties());
    }

    @Test
    void ofTheOtherPackets() {
        assertEquals(Optional.empty(), ReasonProperties.NONE.reasonString());
        assertEquals(List.of(), ReasonProperties.NONE.userProperties());
        assertEquals(OptionalInt.empty(), Subscribe.Properties.NONE.subscriptionIdentifier());
        assertEquals(List.of(), Subscribe.Properties.NONE.userProperties());
        assertEquals(List.of(), Unsubscribe.Properties.NONE.userProperties());
        assertEquals(OptionalLong.empty(), Disconnect.Properties.NONE.sessionExpiryInterval());
        assertEquals(Optional.empty(), Disconnect.Properties.NONE.reasonString());
        assertEquals(Optional.empty(), Disconnect.Properties.NONE.serverReference());
        assertEquals(List.of(), Disconnect.Properties.NONE.userProperties());
        assertEquals(Optional.empty(), Auth.Properties.NONE.authenticationMethod());
        assertEquals(Optional.empty(), Auth.Properties.NONE.authenticationData());
        assertEquals(Optional.empty(), Auth.Properties.NONE.reasonString());
        assertEquals(List.of(), Auth.Properties.NONE.userProperties());
    }

    @Test
    void differFromAPropertyThatIsZero() {
        assertEquals(
                OptionalLong.of(0),
                ConnAck.Properties.builder().sessionExpiryInterval(0).build().sessionExpiryInterval());
        assertEquals(
                OptionalInt.of(0),
                ConnAck.Properties.builder().serverKeepAlive(0).build().serverKeepAlive());
        assertEquals(
                OptionalLong.of(0),
                Publish.Properties.builder().messageExpiryInterval(0).build().messageExpiryInterval());
        assertEquals(
                OptionalLong.of(0),
                Disconnect.Properties.builder().sessionExpiryInterval(0).build().sessionExpiryInterval());
    }

    @Test
    void beginAtOneWhereZeroIsAProtocolError() {
        var connect = Connect.Properties.builder();
        assertDoesNotThrow(() -> connect.receiveMaximum(1).maximumPacketSize(1));
        assertThrows(IllegalArgumentException.class, () -> connect.receiveMaximum(0));
        assertThrows(IllegalArgumentException.class, () -> connect.maximumPacketSize(0));
        var connAck = ConnAck.Properties.builder();
        assertDoesNotThrow(() -> connAck.receiveMaximum(1).maximumPacketSize(1));
        assertThrows(IllegalArgumentException.class, () -> connAck.receiveMaximum(0));
        assertThrows(IllegalArgumentException.class, () -> connAck.maximumPacketSize(0));
        var publish = Publish.Properties.builder();
        assertDoesNotThrow(() -> publish.topicAlias(1).subscriptionIdentifier(1));
        assertThrows(IllegalArgumentException.class, () -> publish.topicAlias(0));
        assertThrows(IllegalArgumentException.class, () -> publish.subscriptionIdentifier(0));
    }

    @Test
    void rejectAuthenticationDataWithoutAMethodInConnect() {
        var builder = Connect.Properties.builder().authenticationData(Bytes.EMPTY);
        assertThrows(IllegalArgumentException.class, builder::build);
        assertDoesNotThrow(() -> builder.authenticationMethod("").build());
    }

    @Test
    void showTheLengthOfBinaryDataAlone() {
        var properties = Publish.Properties.builder()
                .correlationData(Bytes.utf8("secret"))
                .topicAlias(7)
                .build();
        assertEquals("[topicAlias=7, correlationData=Bytes[6]]", properties.toString());
    }
}
