package io.mqttstack.codec.stream;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Legal bytes that ask for as many objects as they can, each in one way. */
final class DenseInputs {
    /** How many bytes each input has at least. */
    private static final int LENGTH = 12_000;

    private static final String ID = "0001";
    private static final String USER = "26 0000 0000";
    private static final String REASON = "1F 0000";

    private final ProtocolVersion version;
    private final List<Input> inputs = new ArrayList<>();

    private DenseInputs(ProtocolVersion version) {
        this.version = version;
    }

    /** Bytes for the decoder of one version and sender. */
    record Input(String name, ProtocolVersion version, Sender sender, Bytes bytes) {
        @Override
        public String toString() {
            return name + " in " + version + " from a " + sender;
        }
    }

    static List<Input> all() {
        List<Input> all = new ArrayList<>();
        for (ProtocolVersion version : ProtocolVersion.values()) {
            var inputs = new DenseInputs(version);
            inputs.addOfEveryVersion();
            if (version == ProtocolVersion.V5_0) {
                inputs.addWithProperties();
            }
            all.addAll(inputs.inputs);
        }
        return all;
    }

    private void addOfEveryVersion() {
        String none = version == ProtocolVersion.V5_0 ? "00" : "";
        for (Sender sender : Sender.values()) {
            add("PUBLISH of many topics", sender, publishes(none));
            add("PUBLISH of one topic of two-byte characters", sender, packet("30", text(65_000) + none));
            add("PUBLISH of a large payload", sender, packet("30", "0001 61" + none + "00".repeat(LENGTH)));
            add("PUBACK", sender, filled(packet("40", ID)));
            add("PUBREL", sender, filled(packet("62", ID)));
        }
        String name = switch (version) {
            case V3_1 -> "0006 4D5149736470 03";
            case V3_1_1 -> "0004 4D515454 04";
            case V5_0 -> "0004 4D515454 05";
        };
        add("CONNECT", Sender.CLIENT, filled(packet("10", name + "02 0000" + none + "0001 61")));
        String fields = none + "0001 61" + none + "0001 61".repeat(4);
        add("CONNECT of every field", Sender.CLIENT, filled(packet("10", name + "C6 0000" + fields)));
        // The dearest of all: a filter, its string, its bytes and its places in growing lists for three or four bytes.
        add("SUBSCRIBE of many filters", Sender.CLIENT, packet("82", ID + none + filled("0001 61 00")));
        add("SUBSCRIBE", Sender.CLIENT, filled(packet("82", ID + none + "0001 61 00")));
        String shared = "000A 2473686172652F612F62";
        add("UNSUBSCRIBE of many filters", Sender.CLIENT, packet("A2", ID + none + filled("0001 61")));
        add("UNSUBSCRIBE of many shared filters", Sender.CLIENT, packet("A2", ID + none + filled(shared)));
        add("UNSUBSCRIBE of one large filter", Sender.CLIENT, packet("A2", ID + none + text(65_000)));
        add("CONNACK", Sender.SERVER, filled(packet("20", "0000" + none)));
        add("SUBACK of many codes", Sender.SERVER, packet("90", ID + none + filled("00")));
        add("SUBACK", Sender.SERVER, filled(packet("90", ID + none + "00")));
        add("DISCONNECT", Sender.CLIENT, filled(packet("E0", "")));
    }

    private void addWithProperties() {
        add("PUBLISH of a Topic Alias", Sender.CLIENT, filled(packet("30", "0000" + block("23 0001"))));
        add("PUBLISH of a Response Topic", Sender.CLIENT, publishes(block("08 0001 61")));
        add("PUBLISH of a User Property", Sender.CLIENT, publishes(block(USER)));
        add("PUBLISH of many User Properties", Sender.CLIENT, packet("30", "0001 61" + block(USER.repeat(1024))));
        add("PUBLISH of a Subscription Identifier", Sender.SERVER, publishes(block("0B 01")));
        add("PUBLISH of many", Sender.SERVER, packet("30", "0001 61" + block("0B 8001".repeat(1024))));
        add("PUBACK of a reason", Sender.CLIENT, filled(packet("40", ID + "00" + block(REASON))));
        add("PUBREL of a User Property", Sender.CLIENT, filled(packet("62", ID + "00" + block(USER))));
        add("SUBSCRIBE of a User Property", Sender.CLIENT, filled(packet("82", ID + block(USER) + "0001 61 00")));
        add("UNSUBSCRIBE of a User Property", Sender.CLIENT, filled(packet("A2", ID + block(USER) + "0001 61")));
        add("CONNECT of a Will with a User Property", Sender.CLIENT, connectOfWill());
        add("CONNACK of a User Property", Sender.SERVER, filled(packet("20", "0000" + block(USER))));
        add("CONNACK of strings", Sender.SERVER, filled(packet("20", "0000" + block("12 0000 15 0000" + REASON))));
        add("SUBACK of a User Property", Sender.SERVER, filled(packet("90", ID + block(USER) + "00")));
        add("UNSUBACK of many codes", Sender.SERVER, packet("B0", ID + "00" + filled("00")));
        add("DISCONNECT of a User Property", Sender.SERVER, filled(packet("E0", "00" + block(USER))));
        add("AUTH", Sender.SERVER, filled(packet("F0", "18" + block("15 0000"))));
    }

    private static String connectOfWill() {
        return filled(packet("10", "0004 4D515454 05 06 0000 00 0000" + block(USER) + "0001 61 0000"));
    }

    private void add(String name, Sender sender, String hex) {
        inputs.add(new Input(name, version, sender, Bytes.wrap(HexFormat.of().parseHex(hex.replace(" ", "")))));
    }

    private static int bytes(String hex) {
        return hex.replace(" ", "").length() / 2;
    }

    private static String packet(String first, String content) {
        return first + integer(bytes(content)) + content;
    }

    private static String block(String properties) {
        return integer(bytes(properties)) + properties;
    }

    /** A Variable Byte Integer. */
    private static String integer(int value) {
        var hex = new StringBuilder();
        int rest = value;
        while (rest >= 0x80) {
            hex.append(HexFormat.of().toHexDigits((byte) (rest | 0x80)));
            rest >>>= 7;
        }
        return hex.append(HexFormat.of().toHexDigits((byte) rest)).toString();
    }

    /** A string of ASCII whose last character makes a Java string of two bytes a character of it. */
    private static String text(int length) {
        byte[] utf8 = ("a".repeat(length) + "\u20AC").getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().toHexDigits((short) utf8.length) + HexFormat.of().formatHex(utf8);
    }

    private static String filled(String part) {
        return part.repeat(LENGTH / bytes(part) + 1);
    }

    /** PUBLISH packets of more topics than a decoder keeps. */
    private static String publishes(String behindTopic) {
        var topics = new ByteArrayOutputStream();
        for (int letter = '0'; letter <= '~'; letter++) {
            topics.write(letter);
        }
        var hex = new StringBuilder();
        for (byte letter : topics.toByteArray()) {
            hex.append(packet("30", "0001" + HexFormat.of().toHexDigits(letter) + behindTopic));
        }
        return filled(hex.toString());
    }
}
