package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.print.PacketPrinter;
import io.mqttstack.codec.print.PacketPrinter.Outcome;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.ReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.TopicNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/codec.md, word by word; each block there stands in one method here. */
class CodecGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "codec.md");
    private static final Path THIS = Path.of("src/test/java/io/mqttstack/codec/api/CodecGuideTest.java");
    private static final Pattern JAVA = Pattern.compile("<!-- \\w+ -->\n```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SHELL =
            Pattern.compile("\\$ ./mqtt decode ((?:[0-9a-f]{2} )+)[^\n]*\n(.*?)```", Pattern.DOTALL);

    private static final byte[] CONNECT = HexFormat.of().parseHex("100d00044d5154540402003c000161");
    private static final byte[] PUBLISH = HexFormat.of().parseHex("30070003612f626869");

    private final List<String> calls = new ArrayList<>();
    private final List<ByteBuffer> sent = new ArrayList<>();

    private long total;
    private TopicName lastTopic = TopicName.EMPTY;

    private boolean send(ByteBuffer bytes) {
        return sent.add(bytes);
    }

    private void answer(Packet packet, ProtocolVersion version) {
        calls.add(packet.type() + " " + version);
    }

    private boolean forward(Packet packet, ProtocolVersion version, Sender sender) {
        PacketEncoder encoder = PacketEncoder.of(version, sender);
        ByteBuffer buffer = ByteBuffer.allocate(encoder.length(packet));
        encoder.encode(packet, buffer);
        return send(buffer.flip());
    }

    private boolean welcome(ConnAck answer) {
        return calls.add(answer.reasonCode().name());
    }

    private void report(ReasonCode code, String statement, long offset) {
        calls.add(code.name() + " " + statement + " " + offset);
    }

    static List<String> blocks() throws IOException {
        return JAVA.matcher(Files.readString(GUIDE))
                .results()
                .map(result -> words(result.group(1)))
                .toList();
    }

    /** The code without its white space, which depends on where it stands. */
    private static String words(String code) {
        return code.replaceAll("\\s+", "");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyBlockIsCompiled(String block) throws IOException {
        assertTrue(words(Files.readString(THIS)).contains(block), block);
    }

    @Test
    void thereAreNoOtherBlocks() throws IOException {
        String guide = Files.readString(GUIDE);
        assertEquals(10, blocks().size());
        assertEquals(
                blocks().size(),
                guide.lines().filter(line -> line.equals("```java")).count());
    }

    @Test
    void broker() {
        ByteBuffer received = ByteBuffer.wrap(CONNECT);
        PacketDecoder decoder = PacketDecoder.forServer(DecodeLimits.DEFAULT);
        decoder.decode(received, packet -> {
            answer(packet, decoder.version().orElseThrow());
            return true;
        });
        assertEquals(List.of("CONNECT V3_1_1"), calls);
    }

    @Test
    void brokerAnswers() {
        ProtocolVersion version = ProtocolVersion.V3_1_1;
        PacketEncoder encoder = PacketEncoder.of(version, Sender.SERVER);
        Packet answer = new ConnAck(false, ConnectReasonCode.SUCCESS);
        ByteBuffer buffer = ByteBuffer.allocate(encoder.length(answer));
        encoder.encode(answer, buffer);
        send(buffer.flip());
        assertEquals(List.of(ByteBuffer.wrap(new byte[] {0x20, 2, 0, 0})), sent);
    }

    @Test
    void proxy() {
        DecodeLimits limits = DecodeLimits.DEFAULT;
        ByteBuffer requests = ByteBuffer.allocate(100).put(CONNECT).put(PUBLISH).flip();
        ByteBuffer responses = ByteBuffer.wrap(new byte[] {0x20, 2, 1, 0});
        PacketDecoder fromClient = PacketDecoder.forServer(limits);
        fromClient.decode(
                requests, packet -> forward(packet, fromClient.version().orElseThrow(), Sender.CLIENT));
        ProtocolVersion version = fromClient.version().orElseThrow();
        PacketDecoder fromServer = PacketDecoder.of(version, Sender.SERVER, limits);
        fromServer.decode(responses, packet -> forward(packet, version, Sender.SERVER));
        assertEquals(List.of(ByteBuffer.wrap(CONNECT), ByteBuffer.wrap(PUBLISH), responses.rewind()), sent);
    }

    @Test
    void client() {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        ByteBuffer received = ByteBuffer.wrap(new byte[] {0x20, 3, 0, 0, 0});
        PacketEncoder encoder = PacketEncoder.of(ProtocolVersion.V5_0, Sender.CLIENT);
        encoder.encode(Connect.builder(ProtocolVersion.V5_0, "thermometer").build(), buffer);
        send(buffer.flip());
        PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V5_0, Sender.SERVER, DecodeLimits.DEFAULT);
        decoder.decode(received, packet -> packet instanceof ConnAck answer && welcome(answer));
        assertEquals(List.of("SUCCESS"), calls);
        PacketDecoder.forServer(DecodeLimits.DEFAULT).decode(sent.get(0), packet -> {
            assertEquals(PacketType.CONNECT, packet.type());
            return true;
        });
    }

    @Test
    void limits() {
        DecodeLimits limits = DecodeLimits.builder()
                .maximumPacketSize(64 * 1024)
                .maximumProperties(32)
                .build();
        assertEquals(65_536, limits.maximumPacketSize());
    }

    @Test
    void view() {
        PacketHandler handler = new PacketHandler() {
            @Override
            public boolean packet(Packet packet) {
                throw new AssertionError(packet);
            }

            @Override
            public boolean publish(PublishView view) {
                total += view.payloadLength();
                lastTopic = view.topic();
                return true;
            }
        };
        PacketDecoder.of(ProtocolVersion.V3_1_1, Sender.SERVER, DecodeLimits.DEFAULT)
                .decode(ByteBuffer.wrap(PUBLISH), handler);
        assertEquals(2, total);
        assertEquals(TopicName.of("a/b"), lastTopic);
    }

    @Test
    void topics() {
        TopicFilter filter = TopicFilter.of("$share/readers/plant/+/temperature");
        boolean wanted = filter.matches(TopicName.of("plant/boiler/temperature"));
        assertTrue(wanted);
    }

    @Test
    void messages() {
        TopicNames topics = new TopicNames();
        String text = "a/b";
        Bytes payload = Bytes.utf8("hi");
        PacketEncoder encoder = PacketEncoder.of(ProtocolVersion.V3_1_1, Sender.SERVER);
        TopicName topic = topics.of(text);
        byte[] target = new byte[encoder.length(topic, payload)];
        encoder.encode(topic, payload, target, 0);
        assertArrayEquals(PUBLISH, target);
    }

    @Test
    void errors() {
        PacketDecoder decoder = PacketDecoder.forServer(DecodeLimits.DEFAULT);
        ByteBuffer received = ByteBuffer.wrap(PUBLISH);
        PacketHandler handler = packet -> true;
        try {
            decoder.decode(received, handler);
        } catch (MqttProtocolException e) {
            report(e.reasonCode(), e.statement(), e.offset());
        }
        assertEquals(List.of("PROTOCOL_ERROR MQTT-3.1.0-1 0"), calls);
    }

    @Test
    void printer() {
        byte[] bytes = PUBLISH;
        List<String> lines = new ArrayList<>();
        PacketPrinter printer =
                PacketPrinter.builder().version(ProtocolVersion.V3_1_1).build();
        Outcome outcome = printer.print(bytes, lines::add);
        assertEquals(Outcome.COMPLETE, outcome);
        assertEquals(5, lines.size());
    }

    @Test
    void theShellPrintsWhatTheGuideShows() throws IOException {
        List<MatchResult> examples =
                SHELL.matcher(Files.readString(GUIDE)).results().toList();
        assertEquals(2, examples.size());
        for (MatchResult example : examples) {
            List<String> lines = new ArrayList<>();
            PacketPrinter.builder()
                    .version(ProtocolVersion.V3_1_1)
                    .sender(Sender.SERVER)
                    .build()
                    .print(HexFormat.ofDelimiter(" ").parseHex(example.group(1).strip()), lines::add);
            assertEquals(example.group(2), lines.stream().collect(Collectors.joining("\n", "", "\n")));
        }
    }
}
