package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.TransportException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packets over bytes, whatever carries them. */
abstract class PacketConnectionContract {

    private final BlockingQueue<PacketConnection> accepted = new LinkedBlockingQueue<>();
    private final PacketRecorder server = new PacketRecorder();
    private final PacketRecorder client = new PacketRecorder();
    private Transport transport;

    abstract Transport newTransport();

    abstract Endpoint listenEndpoint();

    @BeforeEach
    void openTransport() {
        transport = newTransport();
    }

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    private PacketConnection connect(ProtocolVersion version) {
        Transport.Listening listening = transport.listen(
                listenEndpoint(),
                ConnectOptions.DEFAULT,
                PacketConnection.acceptor(PacketConnection.Codec.server(DecodeLimits.DEFAULT), connection -> {
                    accepted.add(connection);
                    return server;
                }));
        return PacketConnection.connect(
                transport,
                listening.endpoint(),
                ConnectOptions.DEFAULT,
                transport.loop(),
                PacketConnection.Codec.client(version, DecodeLimits.DEFAULT),
                client);
    }

    private static Connect connectPacket(ProtocolVersion version) {
        return Connect.builder(version, "client1").build();
    }

    private static Publish publish(int packetIdentifier) {
        return new Publish(
                TopicName.of("a/b"),
                Bytes.utf8("message " + packetIdentifier),
                QoS.AT_LEAST_ONCE,
                false,
                false,
                packetIdentifier,
                Publish.Properties.NONE);
    }

    private static void sendConnect(PacketConnection connection, ProtocolVersion version) {
        connection.send(connectPacket(version));
        connection.flush();
    }

    @Test
    void discoversTheVersionFromTheConnect() throws InterruptedException {
        for (ProtocolVersion version : ProtocolVersion.values()) {
            Transport own = newTransport();
            PacketRecorder asks = new PacketRecorder().onOpened(c -> sendConnect(c, version));
            PacketRecorder answers = new PacketRecorder().onPacket((c, packet) -> {
                c.send(new ConnAck(false, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE));
                return true;
            });
            Transport.Listening listening = own.listen(
                    listenEndpoint(),
                    ConnectOptions.DEFAULT,
                    PacketConnection.acceptor(PacketConnection.Codec.server(DecodeLimits.DEFAULT), connection -> {
                        assertEquals(Optional.empty(), connection.version());
                        accepted.add(connection);
                        return answers;
                    }));
            PacketConnection connection = PacketConnection.connect(
                    own,
                    listening.endpoint(),
                    ConnectOptions.DEFAULT,
                    own.loop(),
                    PacketConnection.Codec.client(version, DecodeLimits.DEFAULT),
                    asks);
            assertEquals(List.of(connectPacket(version)), answers.awaitPackets(1));
            assertTrue(asks.awaitPackets(1).get(0) instanceof ConnAck);
            assertEquals(
                    Optional.of(version),
                    accepted.poll(Await.LONGEST_MILLIS, TimeUnit.MILLISECONDS).version());
            assertEquals(Optional.of(version), connection.version());
            connection.close();
            assertEquals(Optional.empty(), asks.awaitClosed());
            assertEquals(Optional.empty(), answers.awaitClosed());
            own.close();
        }
    }

    @Test
    void joinsSplitPackets() {
        PacketConnection connection = connect(ProtocolVersion.V5_0);
        client.awaitOpened();
        List<Packet> sent = new ArrayList<>(List.of(connectPacket(ProtocolVersion.V5_0)));
        for (int i = 1; i <= 100; i++) {
            sent.add(publish(i));
        }
        byte[] bytes = encoded(sent);
        for (byte single : bytes) {
            connection.loop().execute(() -> {
                connection.bytes().output(1).put(single);
                connection.flush();
            });
        }
        assertEquals(sent, server.awaitPackets(sent.size()));
    }

    private static byte[] encoded(List<Packet> packets) {
        var encoder = io.mqttstack.codec.PacketEncoder.of(
                ProtocolVersion.V5_0, io.mqttstack.codec.PacketDecoder.Sender.CLIENT);
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(1_000_000);
        packets.forEach(packet -> encoder.encode(packet, buffer));
        return java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Test
    void stopsAndResumesInOrder() {
        int count = 2_000;
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger whileStopped = new AtomicInteger();
        boolean[] stopped = new boolean[1];
        server.onPacket((connection, packet) -> {
            if (stopped[0]) {
                whileStopped.incrementAndGet();
            }
            if (seen.incrementAndGet() % 3 != 0) {
                return true;
            }
            stopped[0] = true;
            connection
                    .loop()
                    .execute(() -> connection.loop().execute(() -> {
                        stopped[0] = false;
                        connection.resumeReading();
                        connection.resumeReading();
                    }));
            return false;
        });
        PacketConnection connection = connect(ProtocolVersion.V5_0);
        client.awaitOpened();
        List<Packet> sent = new ArrayList<>(List.of(connectPacket(ProtocolVersion.V5_0)));
        for (int i = 1; i <= count; i++) {
            sent.add(publish(i));
        }
        connection.loop().execute(() -> {
            sent.forEach(connection::send);
            connection.flush();
            connection.close();
        });
        assertEquals(sent, server.awaitPackets(sent.size()));
        assertEquals(Optional.empty(), server.awaitClosed());
        assertEquals(0, whileStopped.get());
        assertTrue(server.completed() > 0);
        assertEquals(encoded(sent).length, connection.bytesSent());
    }

    @Test
    void keepsWhatItReadThoughThePeerIsGone() {
        server.onPacket((connection, packet) -> false);
        PacketConnection connection = connect(ProtocolVersion.V5_0);
        client.awaitOpened();
        connection.loop().execute(() -> {
            connection.send(connectPacket(ProtocolVersion.V5_0));
            connection.send(publish(1));
            connection.send(publish(2));
            connection.flush();
            connection.close();
        });
        client.awaitClosed();
        PacketConnection serving = server.awaitOpened();
        for (int i = 1; i <= 3; i++) {
            assertEquals(i, server.awaitPackets(i).size());
            Await.quiet(serving.loop());
            assertEquals(i, server.packets().size());
            serving.loop().execute(serving::resumeReading);
        }
        assertEquals(Optional.empty(), server.awaitClosed());
    }

    @Test
    void pausesReading() {
        PacketConnection connection = connect(ProtocolVersion.V5_0);
        client.awaitOpened();
        PacketConnection serving = server.awaitOpened();
        serving.loop().execute(serving::pauseReading);
        Await.quiet(serving.loop());
        connection.loop().execute(() -> sendConnect(connection, ProtocolVersion.V5_0));
        for (int i = 0; i < 20; i++) {
            Await.quiet(serving.loop());
        }
        assertEquals(0, server.packets().size());
        serving.loop().execute(serving::resumeReading);
        server.awaitPackets(1);
        Await.until("all is counted", () -> serving.bytesReceived() == connection.bytesSent());
        assertEquals(connection.length(connectPacket(ProtocolVersion.V5_0)), connection.bytesSent());
    }

    @Test
    void aViolationMayBeAnswered() {
        server.onViolated(connection -> {
            connection.send(new Disconnect(DisconnectReasonCode.MALFORMED_PACKET, Disconnect.Properties.NONE));
            connection.flush();
            connection.close();
        });
        violate();
        MqttProtocolException violation = server.awaitViolation();
        assertEquals(DisconnectReasonCode.MALFORMED_PACKET, violation.reasonCode());
        assertEquals(Optional.empty(), server.awaitClosed());
        Disconnect disconnect = (Disconnect) client.awaitPackets(1).get(0);
        assertEquals(DisconnectReasonCode.MALFORMED_PACKET, disconnect.reasonCode());
        client.awaitClosed();
        assertEquals(1, server.packets().size());
    }

    @Test
    void aViolationThatIsNotAnsweredAborts() {
        violate();
        server.awaitViolation();
        assertEquals(Optional.empty(), server.awaitClosed());
        client.awaitClosed();
        assertEquals(1, server.packets().size());
    }

    /** A CONNECT, a packet of a type that does not exist, and one that must not be seen any more. */
    private void violate() {
        PacketConnection connection = connect(ProtocolVersion.V5_0);
        client.awaitOpened();
        connection.loop().execute(() -> {
            connection.send(connectPacket(ProtocolVersion.V5_0));
            connection.bytes().output(2).put(new byte[] {0, 0});
            connection.send(publish(1));
            connection.flush();
        });
    }

    @Test
    void aHandlerMayFindAViolationItself() {
        MqttProtocolException found =
                new MqttProtocolException(DisconnectReasonCode.PROTOCOL_ERROR, "", 0, "found by the handler");
        server.onPacket((connection, packet) -> {
            throw found;
        });
        PacketConnection connection = connect(ProtocolVersion.V5_0);
        client.awaitOpened();
        connection.loop().execute(() -> sendConnect(connection, ProtocolVersion.V5_0));
        assertSame(found, server.awaitViolation());
        server.awaitClosed();
    }

    @Test
    void aHandlerThatThrowsAborts() {
        AtomicInteger seen = new AtomicInteger();
        server.onPacket((connection, packet) -> {
            if (seen.incrementAndGet() == 2) {
                throw new OpeningContract.Rejected();
            }
            connection.loop().execute(connection::resumeReading);
            return false;
        });
        PacketConnection connection = connect(ProtocolVersion.V5_0);
        client.awaitOpened();
        connection.loop().execute(() -> {
            connection.send(connectPacket(ProtocolVersion.V5_0));
            connection.send(publish(1));
            connection.send(publish(2));
            connection.flush();
        });
        TransportException cause = server.awaitClosed().orElseThrow();
        assertEquals(Kind.FAILED, cause.kind());
        assertTrue(cause.getCause() instanceof OpeningContract.Rejected);
        assertEquals(2, server.packets().size());
        assertFalse(server.isViolated());
        client.awaitClosed();
    }

    @Test
    void handsOverNothingAfterClosing() {
        server.onPacket((connection, packet) -> {
            connection.close();
            return true;
        });
        PacketConnection connection = connect(ProtocolVersion.V5_0);
        client.awaitOpened();
        connection.loop().execute(() -> {
            connection.send(connectPacket(ProtocolVersion.V5_0));
            connection.send(publish(1));
            connection.send(publish(2));
            connection.flush();
        });
        assertEquals(Optional.empty(), server.awaitClosed());
        assertEquals(1, server.packets().size());
        assertEquals(Optional.empty(), client.awaitClosed());
    }

    @Test
    void refusesToSendWhatItCannot() throws InterruptedException {
        PacketConnection connection = connect(ProtocolVersion.V3_1_1);
        client.awaitOpened();
        assertThrows(
                IllegalArgumentException.class,
                () -> connection.send(new ConnAck(false, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE)));
        PacketConnection serving = accepted.poll(Await.LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        assertThrows(IllegalStateException.class, () -> serving.send(new PubAck(1)));
        connection.loop().execute(() -> {
            sendConnect(connection, ProtocolVersion.V3_1_1);
            connection.send(PingReq.INSTANCE);
            connection.flush();
            connection.abort();
        });
        assertEquals(Optional.empty(), client.awaitClosed());
    }
}
