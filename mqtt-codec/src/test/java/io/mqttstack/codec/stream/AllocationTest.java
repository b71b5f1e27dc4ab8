package io.mqttstack.codec.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mqttstack.codec.Allocation;
import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the thread allocates, where the JVM counts it. */
class AllocationTest {
    /** What the measurement and code that is still interpreted may allocate, in bytes. */
    private static final long SLACK = 20_000;

    private static final DecodeLimits UNLIMITED =
            DecodeLimits.builder().maximumPacketSize(268_435_460).build();

    private static final PacketHandler VIEWS = new PacketHandler() {
        @Override
        public boolean packet(Packet packet) {
            return true;
        }

        @Override
        public boolean publish(PublishView view) {
            return view.payloadLength() >= 0 && !view.topic().isEmpty();
        }
    };

    @BeforeEach
    void requireCounting() {
        assumeTrue(Allocation.isCounted(), "no count of allocated bytes");
    }

    private static PacketDecoder decoder(DecodeLimits limits) {
        return PacketDecoder.of(ProtocolVersion.V5_0, Sender.SERVER, limits);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void anAnnouncementOf256MegabytesAllocatesNothingLikeIt() {
        byte[] header = bytes("30 FF FF FF 7F 00 01 61");
        PacketDecoder decoder = decoder(UNLIMITED);
        long used = Allocation.by(() -> decoder.decode(header, 0, header.length, VIEWS));
        assertTrue(used < SLACK, () -> used + " bytes");
    }

    @Test
    void aPacketThatArrivesInPartsTakesNoMoreThanFourTimesWhatArrived() {
        byte[] header = bytes("30 FF FF FF 7F 00 01 61 00");
        byte[] part = new byte[1000];
        PacketDecoder decoder = decoder(UNLIMITED);
        long used = Allocation.by(() -> {
            decoder.decode(header, 0, header.length, VIEWS);
            for (int i = 0; i < 2000; i++) {
                decoder.decode(part, 0, part.length, VIEWS);
            }
        });
        assertTrue(used < 4 * 2_000_000 + SLACK, () -> used + " bytes");
    }

    @Test
    void aPacketOverTheLimitIsNotCollected() {
        failsWithin(SLACK, "30 FF FF FF 07", DecodeLimits.DEFAULT);
    }

    @Test
    void announcedLengthsInsideAPacketAllocateNothing() {
        failsWithin(SLACK, "30 05 FF FF 61 62 63", UNLIMITED);
        failsWithin(SLACK, "20 06 00 00 03 12 FF FF", UNLIMITED);
        failsWithin(SLACK, "20 06 00 00 03 16 FF FF", UNLIMITED);
        failsWithin(SLACK, "30 08 00 01 61 FF FF FF 7F 01", UNLIMITED);
    }

    /** The decoder and the exception together take no more than {@code most} bytes on average. */
    private void failsWithin(long most, String hex, DecodeLimits limits) {
        byte[] source = bytes(hex);
        Runnable failing = () -> assertThrows(
                MqttProtocolException.class, () -> decoder(limits).decode(source, 0, source.length, VIEWS));
        warmUp(failing);
        long used = Allocation.by(() -> {
            for (int i = 0; i < 100; i++) {
                failing.run();
            }
        });
        assertTrue(used / 100 < most, () -> hex + ": " + used / 100 + " bytes");
    }

    @Test
    void aRepeatedTopicSeenAsAViewAllocatesNothing() {
        byte[] packet = bytes("30 0B 00 05 61 2F 62 2F 63 00 01 02 03");
        byte[] source = new byte[packet.length * 100];
        for (int i = 0; i < source.length; i++) {
            source[i] = packet[i % packet.length];
        }
        PacketDecoder decoder = decoder(DecodeLimits.DEFAULT);
        warmUp(() -> decoder.decode(source, 0, source.length, VIEWS));
        long used = Allocation.by(() -> {
            for (int i = 0; i < 100; i++) {
                decoder.decode(source, 0, source.length, VIEWS);
            }
        });
        assertTrue(used < SLACK, () -> used + " bytes for 10,000 PUBLISH packets");
    }

    @Test
    void encodingAPublishWithoutPropertiesAllocatesNothing() {
        Packet ascii = new Publish(TopicName.of("sensors/1/temperature"), Bytes.wrap(new byte[64]));
        Packet other = new Publish(
                TopicName.of("sensoren/küche/température/\uD83D\uDE00"),
                Bytes.wrap(new byte[64]),
                QoS.AT_LEAST_ONCE,
                true,
                false,
                7,
                Publish.Properties.NONE);
        byte[] array = new byte[1000];
        ByteBuffer heap = ByteBuffer.allocate(1000);
        ByteBuffer direct = ByteBuffer.allocateDirect(1000);
        for (ProtocolVersion version : ProtocolVersion.values()) {
            PacketEncoder encoder = PacketEncoder.of(version, Sender.CLIENT);
            Runnable encode = () -> {
                encoder.encode(ascii, array, 3);
                encoder.encode(other, array, 3);
                encoder.encode(ascii, heap.clear());
                encoder.encode(other, direct.clear());
            };
            warmUp(encode);
            long used = Allocation.by(() -> {
                for (int i = 0; i < 10_000; i++) {
                    encode.run();
                }
            });
            assertTrue(used < SLACK, () -> used + " bytes for 40,000 PUBLISH packets in " + version);
        }
    }

    @Test
    void aDirectBufferIsReadThroughAnArrayThatIsKept() {
        byte[] packet = bytes("30 0B 00 05 61 2F 62 2F 63 00 01 02 03");
        ByteBuffer source = ByteBuffer.allocateDirect(packet.length * 80);
        while (source.hasRemaining()) {
            source.put(packet);
        }
        PacketDecoder decoder = decoder(DecodeLimits.DEFAULT);
        warmUp(() -> decoder.decode(source.rewind(), VIEWS));
        long used = Allocation.by(() -> {
            for (int i = 0; i < 100; i++) {
                decoder.decode(source.rewind(), VIEWS);
            }
        });
        assertTrue(used < SLACK, () -> used + " bytes for 8,000 PUBLISH packets");
    }

    @Test
    void aDecodedPublishTakesThePayloadOnce() {
        byte[] source = new byte[100_000 + 9];
        byte[] header = bytes("30 A5 8D 06 00 01 61 00");
        Arrays.fill(source, (byte) 'x');
        System.arraycopy(header, 0, source, 0, header.length);
        int length = 1 + 3 + 0x186A5;
        assertEquals(source.length, length);
        PacketDecoder decoder = decoder(DecodeLimits.DEFAULT);
        PacketHandler packets = packet -> true;
        warmUp(() -> decoder.decode(source, 0, source.length, packets));
        long used = Allocation.by(() -> {
            for (int i = 0; i < 10; i++) {
                decoder.decode(source, 0, source.length, packets);
            }
        });
        assertTrue(used < 10 * 100_000 + SLACK, () -> used + " bytes for ten payloads of 100,000");
    }

    private static void warmUp(Runnable action) {
        for (int i = 0; i < 300; i++) {
            action.run();
        }
    }
}
