package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.memory.MemoryTransport;
import org.junit.jupiter.api.Test;

/** A server that expects TLS where the client does not speak it. */
class PlainToTlsTest {

    @Test
    void theAlertOfATlsServerIsRecognised() {
        MemoryTransport transport = new MemoryTransport();
        Endpoint endpoint = Endpoint.memory("secure");
        Recorder server = new Recorder().onOpened(connection -> {
            connection.output(7).put(new byte[] {21, 3, 3, 0, 2, 2, 70}); // fatal, protocol_version
            connection.flush();
        });
        transport.listen(endpoint, ConnectOptions.DEFAULT, connection -> server);
        PacketRecorder client = new PacketRecorder();
        PacketConnection.connect(
                transport,
                endpoint,
                ConnectOptions.DEFAULT,
                transport.loop(),
                PacketConnection.Codec.client(ProtocolVersion.V5_0, DecodeLimits.DEFAULT),
                client);
        transport.runReady();
        TransportException failure = client.awaitClosed().orElseThrow();
        assertEquals(Kind.TLS, failure.kind());
        assertTrue(
                failure.getMessage().contains("it speaks TLS on this port, connect with mqtts"), failure::getMessage);
        transport.close();
    }
}
