package io.mqttstack.conformance.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.RetainHandling;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the protocol and what they stand for. */
class ProtocolTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = schema(Path.of("../docs/client-protocol.schema.json"));
    private static final Publish.Properties PROPERTIES = Publish.Properties.builder()
            .payloadIsUtf8(true)
            .messageExpiryInterval(4_294_967_295L)
            .contentType("text/plain")
            .responseTopic(TopicName.of("answer"))
            .correlationData(Bytes.copyOf(new byte[] {0, -1}))
            .userProperty("a", "1")
            .userProperty("a", "2")
            .build();
    private static final ApplicationMessage MESSAGE =
            ApplicationMessage.of("a/b", "text", QoS.EXACTLY_ONCE).retained().with(PROPERTIES);

    private static JsonSchema schema(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Command> commands() {
        Will will = new Will(
                TopicName.of("will"),
                Bytes.utf8("bye"),
                QoS.AT_LEAST_ONCE,
                true,
                Will.Properties.builder()
                        .willDelayInterval(7)
                        .payloadIsUtf8(true)
                        .messageExpiryInterval(8)
                        .contentType("c")
                        .responseTopic(TopicName.of("r"))
                        .correlationData(Bytes.utf8("d"))
                        .userProperty("n", "v")
                        .build());
        Connect.Properties properties = Connect.Properties.builder()
                .sessionExpiryInterval(4_294_967_295L)
                .receiveMaximum(3)
                .maximumPacketSize(1_000)
                .topicAliasMaximum(4)
                .requestResponseInformation(true)
                .requestProblemInformation(false)
                .userProperty("x", "y")
                .authenticationMethod("SCRAM")
                .authenticationData(Bytes.utf8("first"))
                .build();
        Connect full = Connect.builder(ProtocolVersion.V5_0, "id")
                .cleanStart(true)
                .keepAlive(60)
                .will(will)
                .userName("u")
                .password(Bytes.copyOf(new byte[] {1, -2}))
                .properties(properties)
                .build();
        Connect plain = Connect.builder(ProtocolVersion.V3_1, "id").build();
        return Stream.of(
                new Command.Connect("mqtts://host:1", Optional.of(Path.of("/ca.pem")), full, true, true),
                Command.Connect.to("unix:///socket", plain),
                new Command.Publish(MESSAGE, OptionalInt.of(5)),
                Command.Publish.of(ApplicationMessage.of("a/+", "", QoS.AT_MOST_ONCE)),
                new Command.Subscribe(
                        List.of(
                                Command.Subscribe.Filter.of("#", QoS.AT_MOST_ONCE),
                                new Command.Subscribe.Filter(
                                        "b/+", QoS.EXACTLY_ONCE, true, true, RetainHandling.DO_NOT_SEND)),
                        OptionalInt.of(6),
                        List.of(new UserProperty("n", "v"))),
                new Command.Unsubscribe(List.of("#", "b/+")),
                new Command.Acknowledge(9, 0x83),
                new Command.Disconnect(4, OptionalLong.of(10)),
                Command.Disconnect.NORMAL,
                new Command.Reauthenticate(),
                new Command.Renew());
    }

    static Stream<Event> events() {
        return Stream.of(
                new Event.Connected(1, true, Map.of("receive-maximum", "10")),
                new Event.Refused(2, OptionalInt.of(0x87), "no"),
                new Event.Message(MESSAGE, true, List.of(1, 2), 3),
                new Event.Published(4, true, OptionalInt.of(0x10), ""),
                new Event.Subscribed(5, List.of(0, 0x80)),
                new Event.Unsubscribed(6, List.of(0x11)),
                new Event.Reauthenticated(6),
                new Event.Renewed(7),
                new Event.Disconnected(Event.UNASKED, OptionalInt.empty(), "lost"),
                new Event.Failed(8, "why"),
                new Event.Unsupported(9, "tls"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsTheSameBehindTheLine(Command command) throws JsonProcessingException {
        JsonNode line = throughText(CommandJson.write(12, command));
        assertEquals(12, line.path("number").asInt());
        assertEquals(command, CommandJson.read(line));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsTheSameBehindTheLine(Event event) throws JsonProcessingException {
        assertEquals(event, EventJson.read(throughText(EventJson.write(event))));
    }

    /** For whoever writes an adapter goes by the schema. */
    @ParameterizedTest
    @MethodSource("lines")
    void everyLineIsOfTheSchema(JsonNode line) throws JsonProcessingException {
        assertEquals(Set.of(), SCHEMA.validate(throughText(line)), line::toString);
    }

    static Stream<JsonNode> lines() {
        return Stream.concat(
                commands().map(command -> CommandJson.write(1, command)),
                Stream.concat(
                        events().map(EventJson::write),
                        Stream.of(ProtocolServer.hello("ours", "", OwnClient.FEATURES))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"protocol\":2,\"client\":\"a\",\"version\":\"\",\"features\":[]}",
                "{\"number\":0,\"command\":\"disconnect\"}",
                "{\"number\":1,\"command\":\"sing\"}",
                "{\"number\":1,\"command\":\"subscribe\",\"filters\":[]}",
                "{\"event\":\"subscribed\",\"command\":1,\"reasonCodes\":[256]}",
                "{\"event\":\"message\",\"delivery\":1}"
            })
    void theSchemaTakesNothingElse(String line) throws JsonProcessingException {
        assertNotEquals(Set.of(), SCHEMA.validate(JSON.readTree(line)));
    }

    @Test
    void whatIsNotOfTheProtocolIsRefused() throws JsonProcessingException {
        for (String line :
                List.of("{}", "{\"event\":\"sung\"}", "[]", "{\"event\":\"message\",\"message\":{\"qos\":3}}")) {
            assertThrows(IllegalArgumentException.class, () -> EventJson.read(JSON.readTree(line)), line);
        }
        assertThrows(IllegalArgumentException.class, () -> CommandJson.read(JSON.readTree("{\"command\":\"sing\"}")));
    }

    private static JsonNode throughText(JsonNode node) throws JsonProcessingException {
        return JSON.readTree(JSON.writeValueAsString(node));
    }
}
