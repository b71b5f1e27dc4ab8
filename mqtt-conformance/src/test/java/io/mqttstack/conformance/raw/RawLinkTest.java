package io.mqttstack.conformance.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawLinkTest {
    private static final byte[] CONNECT = Wire.packet(
            0x10,
            Wire.text("MQTT"),
            Wire.hex("05 C2 00 3C 00"),
            Wire.text("me"),
            Wire.text("user"),
            Wire.text("hunter2"));

    private final Transcript transcript = new Transcript(System::nanoTime);
    private final RawPeer peer = new RawPeer(ProtocolVersion.V5_0, transcript, Duration.ofSeconds(20));
    private Socket client;
    private RawLink link;

    @BeforeEach
    void connect() throws IOException {
        client = new Socket(InetAddress.getLoopbackAddress(), peer.port());
        link = peer.accept(Duration.ofSeconds(20));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        peer.close();
    }

    private void sends(byte[]... parts) throws IOException {
        client.getOutputStream().write(Wire.join(parts));
    }

    @Test
    void readsTheFieldsOfAPacket() throws Exception {
        sends(CONNECT, Wire.hex("3D 09 00 01 74 00 07 00 61 62 63"));
        RawPacket connect = link.expect(RawType.CONNECT);
        assertEquals(Optional.of("user"), connect.userName());
        assertEquals(0, connect.left());
        RawPacket publish = link.expect(RawType.PUBLISH);
        assertEquals("t", publish.topic());
        assertEquals(7, publish.identifier());
        assertEquals(2, publish.qos());
        assertTrue(publish.dup() && publish.retain());
        assertArrayEquals("abc".getBytes(StandardCharsets.UTF_8), publish.payload());
    }

    @Test
    void keepsWhatIsNoLegalPacketAndSaysSo() throws Exception {
        sends(Wire.hex("80 03 00 01 00"));
        RawPacket subscribe = link.next("SUBSCRIBE");
        assertEquals(RawType.SUBSCRIBE, subscribe.type());
        assertTrue(subscribe.frame().violation(ProtocolVersion.V5_0).isPresent());
    }

    @Test
    void answersPingsUnlessTheyAreAskedFor() throws Exception {
        sends(Wire.hex("C0 00 E0 00"));
        assertEquals(RawType.DISCONNECT, link.next("DISCONNECT").type());
        assertArrayEquals(Wire.hex("D0 00"), client.getInputStream().readNBytes(2));
        link.answersPings(false);
        sends(Wire.hex("C0 00"));
        assertEquals(RawType.PINGREQ, link.next("PINGREQ").type());
    }

    @Test
    void tellsHowTheClientEnds() throws Exception {
        sends(Wire.hex("30 05 00"));
        client.close();
        Finding finding = assertThrows(Finding.class, () -> link.expect(RawType.PUBLISH));
        assertTrue(finding.reason().contains("within a packet"), finding::reason);
    }

    @Test
    void refusesARemainingLengthThatIsNone() throws Exception {
        sends(Wire.hex("30 FF FF FF FF 01"));
        Finding finding = assertThrows(Finding.class, () -> link.expect(RawType.PUBLISH));
        assertTrue(finding.reason().contains("more than four bytes"), finding::reason);
    }

    @Test
    void theTranscriptHasEveryPacketAndNoPassword() throws Exception {
        sends(CONNECT);
        link.expect(RawType.CONNECT);
        link.send(new ServerPackets(ProtocolVersion.V5_0).connAck(0, 0));
        link.cut();
        String text = String.join("\n", transcript.lines(ProtocolVersion.V5_0));
        assertTrue(text.contains("client -> peer  " + CONNECT.length + " bytes"), text);
        assertTrue(text.contains("CONNACK"), text);
        assertTrue(text.contains("resets the connection"), text);
        assertFalse(text.contains("hunter2") || text.contains("68 75 6e 74 65 72 32"), text);
    }
}
