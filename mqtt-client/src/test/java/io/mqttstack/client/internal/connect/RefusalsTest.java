package io.mqttstack.client.internal.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.transport.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server says, in an exception. */
class RefusalsTest {
    private static final Endpoint HERE = Endpoint.tcp("here", 1883);

    /** Would clear a terminal, and begin a line of a log that looks like another. */
    private static final String TEXT = "no\u001b[2J\r\n2026-01-01 all is well";

    @Test
    void showsNoControlCharactersOfTheServer() {
        ConnAck connAck = new ConnAck(
                false,
                ConnectReasonCode.SERVER_BUSY,
                ConnAck.Properties.builder().reasonString(TEXT).build());
        Disconnect disconnect = new Disconnect(
                DisconnectReasonCode.SERVER_BUSY,
                Disconnect.Properties.builder().reasonString(TEXT).build());
        for (Throwable each : List.of(Refusals.of(connAck, HERE), Refusals.of(disconnect, HERE))) {
            String message = String.valueOf(each.getMessage());
            assertTrue(message.contains("SERVER_BUSY: no\uFFFD[2J\uFFFD\uFFFD2026"), message);
        }
    }

    @Test
    void showsNoMoreThanAThousandCharacters() {
        assertEquals(1_000, Refusals.printable("x".repeat(60_000)).length());
    }
}
