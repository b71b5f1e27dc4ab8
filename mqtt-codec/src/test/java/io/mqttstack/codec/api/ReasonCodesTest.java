package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonCodesTest {
    private static final List<Map<String, String>> TABLE = SpecificationTable.read("mqtt-5.0-reason-codes.tsv");

    static Stream<Arguments> families() {
        return Stream.of(
                family("CONNACK", ConnectReasonCode.values(), ConnectReasonCode::of),
                family("PUBACK", PublishReasonCode.values(), PublishReasonCode::of),
                family("PUBREC", PublishReasonCode.values(), PublishReasonCode::of),
                family("PUBREL", ReleaseReasonCode.values(), ReleaseReasonCode::of),
                family("PUBCOMP", ReleaseReasonCode.values(), ReleaseReasonCode::of),
                family("SUBACK", SubscribeReasonCode.values(), SubscribeReasonCode::of),
                family("UNSUBACK", UnsubscribeReasonCode.values(), UnsubscribeReasonCode::of),
                family("DISCONNECT", DisconnectReasonCode.values(), DisconnectReasonCode::of),
                family("AUTH", AuthReasonCode.values(), AuthReasonCode::of));
    }

    private static Arguments family(
            String packet, ReasonCode[] constants, IntFunction<Optional<? extends ReasonCode>> of) {
        return Arguments.of(packet, List.of(constants), of);
    }

    @ParameterizedTest
    @MethodSource("families")
    void areThoseOfTheTable(String packet, List<ReasonCode> constants) {
        Map<String, String> expected = new HashMap<>();
        rowsOf(packet).forEach(row -> expected.put(SpecificationTable.constantName(row.get("name")), row.get("code")));
        if (packet.equals("DISCONNECT")) {
            expected.put("BAD_AUTHENTICATION_METHOD", "0x8C"); // the general table of section 2.4 alone has it
        }
        Map<String, String> actual = constants.stream()
                .collect(Collectors.toMap(ReasonCode::name, code -> String.format("0x%02X", code.code())));
        assertEquals(expected, actual);
    }

    @ParameterizedTest
    @MethodSource("families")
    void areFoundByTheirCode(
            String packet, List<ReasonCode> constants, IntFunction<Optional<? extends ReasonCode>> of) {
        Map<Integer, ReasonCode> byCode =
                constants.stream().collect(Collectors.toMap(ReasonCode::code, Function.identity()));
        for (int code = -1; code <= 0x1FF; code++) {
            assertEquals(Optional.ofNullable(byCode.get(code)), of.apply(code), packet);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void areErrorsFrom0x80On(String packet, List<ReasonCode> constants) {
        for (ReasonCode code : constants) {
            assertEquals(code.code() >= 0x80, code.isError(), () -> packet + " " + code);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofDisconnectKnowTheirSender(DisconnectReasonCode code) {
        switch (code) {
            case BAD_AUTHENTICATION_METHOD, QOS_NOT_SUPPORTED ->
                assertSenders(code.sentByClient(), code.sentByServer(), "");
            default -> assertSenders(code.sentByClient(), code.sentByServer(), noteFor("DISCONNECT", code));
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAuthKnowTheirSender(AuthReasonCode code) {
        assertSenders(code.sentByClient(), code.sentByServer(), noteFor("AUTH", code));
    }

    @Test
    void ofPublishKnowTheirSender() {
        List<PublishReasonCode> serverOnly = Arrays.stream(PublishReasonCode.values())
                .filter(Predicate.not(PublishReasonCode::sentByClient))
                .toList();
        assertEquals(List.of(PublishReasonCode.NO_MATCHING_SUBSCRIBERS), serverOnly);
        assertTrue(Arrays.stream(PublishReasonCode.values()).allMatch(PublishReasonCode::sentByServer));
    }

    private static void assertSenders(boolean byClient, boolean byServer, String note) {
        assertEquals(!note.contains("Server only"), byClient, note);
        assertEquals(!note.contains("Client only"), byServer, note);
    }

    /** What the notes say about this packet. */
    private static String noteFor(String packet, ReasonCode code) {
        List<String> notes = rowsOf(packet)
                .filter(row -> SpecificationTable.constantName(row.get("name")).equals(code.name()))
                .flatMap(row -> Stream.of(row.get("notes").split(";", -1)))
                .map(String::strip)
                .filter(note -> note.startsWith(packet + ": "))
                .toList();
        assertFalse(packet.equals("DISCONNECT") && notes.isEmpty(), code::name);
        return String.join(" ", notes);
    }

    private static Stream<Map<String, String>> rowsOf(String packet) {
        return TABLE.stream()
                .filter(row -> SpecificationTable.packets(row.get("packets")).contains(packet));
    }
}
