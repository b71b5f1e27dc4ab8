package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.PingResp;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DISCONNECT, AUTH and the pings. */
class EndOfConnectionTest {
    @Test
    void isPlannedByDefault() {
        assertEquals(
                new Disconnect(DisconnectReasonCode.NORMAL_DISCONNECTION, Disconnect.Properties.NONE),
                new Disconnect());
        assertEquals(
                new Disconnect(DisconnectReasonCode.SERVER_BUSY, Disconnect.Properties.NONE),
                new Disconnect(DisconnectReasonCode.SERVER_BUSY));
    }

    @ParameterizedTest
    @EnumSource
    void authHasAnAuthenticationMethod(AuthReasonCode reasonCode) {
        var without = Auth.Properties.builder().reasonString("why").build();
        assertThrows(IllegalArgumentException.class, () -> new Auth(reasonCode, without));
        var with = without.toBuilder().authenticationMethod("SCRAM-SHA-256").build();
        assertDoesNotThrow(() -> new Auth(reasonCode, with));
    }

    @Test
    void shortestAuthReportsSuccess() {
        assertDoesNotThrow(() -> new Auth(AuthReasonCode.SUCCESS, Auth.Properties.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Auth(AuthReasonCode.CONTINUE_AUTHENTICATION, Auth.Properties.NONE));
        assertThrows(
                IllegalArgumentException.class, () -> new Auth(AuthReasonCode.RE_AUTHENTICATE, Auth.Properties.NONE));
    }

    @Test
    void pingsAreAllAlike() {
        assertEquals(PingReq.INSTANCE, new PingReq());
        assertEquals(PingResp.INSTANCE, new PingResp());
    }
}
