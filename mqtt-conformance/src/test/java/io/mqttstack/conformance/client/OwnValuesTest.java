package io.mqttstack.conformance.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.options.ConnectProperties;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.value.UserProperty;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OwnValuesTest {
    @Test
    void theClientIsToldWhatConnectShallSay() {
        Connect.Properties asked = Connect.Properties.builder()
                .requestResponseInformation(true)
                .requestProblemInformation(false)
                .userProperty("a", "1")
                .userProperty("a", "2")
                .build();

        ConnectProperties properties = properties(
                Connect.builder(ProtocolVersion.V5_0, "id").properties(asked).build());

        assertTrue(properties.requestResponseInformation());
        assertFalse(properties.requestProblemInformation());
        assertEquals(List.of(new UserProperty("a", "1"), new UserProperty("a", "2")), properties.userProperties());
    }

    @Test
    void theClientIsToldNothingThatWasNotAskedFor() {
        ConnectProperties properties =
                properties(Connect.builder(ProtocolVersion.V5_0, "id").build());

        assertFalse(properties.requestResponseInformation());
        assertTrue(properties.requestProblemInformation());
        assertEquals(List.of(), properties.userProperties());
    }

    @Test
    void theClientIsToldHowToDisconnect() {
        DisconnectOptions options = OwnValues.options(new Command.Disconnect(4, OptionalLong.of(10)));

        assertTrue(options.publishWill());
        assertEquals(OptionalLong.of(10), options.properties().sessionExpiryInterval());
        assertFalse(OwnValues.options(Command.Disconnect.NORMAL).publishWill());
        assertEquals(
                OptionalLong.empty(),
                OwnValues.options(Command.Disconnect.NORMAL).properties().sessionExpiryInterval());
    }

    private static ConnectProperties properties(Connect connect) {
        return OwnValues.options(Command.Connect.to("mqtt://127.0.0.1:1883", connect))
                .build()
                .properties();
    }
}
