package io.mqttstack.codec.vectors;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.api.SpecificationTable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The packets that have properties, each as the bytes in front of them and behind, in hexadecimal. */
enum PropertyFrames {
    CONNECT("10", "0004 4D515454 05 02 003C", "0000", Sender.CLIENT),
    WILL("10", "0004 4D515454 05 06 003C 00 0000", "0001 74 0000", Sender.CLIENT),
    CONNACK("20", "00 00", "", Sender.SERVER),
    PUBLISH("30", "0001 61", ""),
    PUBACK("40", "0001 00", ""),
    PUBREC("50", "0001 00", ""),
    PUBREL("62", "0001 00", ""),
    PUBCOMP("70", "0001 00", ""),
    SUBSCRIBE("82", "0001", "0001 61 00", Sender.CLIENT),
    SUBACK("90", "0001", "00", Sender.SERVER),
    UNSUBSCRIBE("A2", "0001", "0001 61", Sender.CLIENT),
    UNSUBACK("B0", "0001", "00", Sender.SERVER),
    DISCONNECT("E0", "00", ""),
    AUTH("F0", "18", "");

    private final String first;
    private final String before;
    private final String behind;
    private final @Nullable Sender only;

    PropertyFrames(String first, String before, String behind) {
        this(first, before, behind, null);
    }

    PropertyFrames(String first, String before, String behind, @Nullable Sender only) {
        this.first = first;
        this.before = before.replace(" ", "");
        this.behind = behind.replace(" ", "");
        this.only = only;
    }

    List<Sender> senders() {
        return only == null ? List.of(Sender.values()) : List.of(only);
    }

    /** The packet around a block of less than 100 bytes. */
    String packet(String block) {
        String content = before + String.format("%02X", block.length() / 2) + block + behind;
        return first + String.format("%02X", content.length() / 2) + content;
    }

    /** The offset of the first byte of the block. */
    int start(String block) {
        return packet(block).length() / 2 - behind.length() / 2 - block.length() / 2;
    }

    /** The other properties without which the packet is illegal. */
    String required(Property property) {
        boolean method =
                (this == AUTH && property.identifier() != 0x15) || (this == CONNECT && property.identifier() == 0x16);
        return method ? "1500016D" : "";
    }

    /**
     * A row of the table of properties.
     *
     * @param identifier the Property Identifier
     * @param type the type as the specification calls it
     * @param cells all cells by the names of their columns
     */
    record Property(int identifier, String type, Map<String, String> cells) {
        static Property of(Map<String, String> row) {
            return new Property(Integer.decode(row.get("id")), row.get("type"), row);
        }

        Set<PropertyFrames> places() {
            Set<PropertyFrames> places = EnumSet.noneOf(PropertyFrames.class);
            for (String cell : SpecificationTable.packets(cells.get("packets"))) {
                places.add(place(cell));
            }
            return places;
        }

        private static PropertyFrames place(String cell) {
            return valueOf(cell.replaceAll(" ?\\(.*\\)", "").replace("Will Properties", "WILL"));
        }

        /** The statement that the sender breaks with the property at this place, empty where there is no numbered one. */
        Optional<String> forbidden(PropertyFrames place, Sender sender) {
            String from = sender == Sender.CLIENT ? "(Server to Client" : "(Client to Server";
            boolean other = SpecificationTable.packets(cells.get("packets")).stream()
                    .anyMatch(cell -> cell.contains(from) && place(cell) == place);
            if (!other) {
                return Optional.empty();
            }
            return Optional.of(place == PUBLISH ? "MQTT-3.3.4-6" : sender == Sender.SERVER ? "MQTT-3.14.2-2" : "");
        }

        boolean repeatable(PropertyFrames place) {
            String may = cells.get("may_repeat");
            return may.equals("yes")
                    || Arrays.stream(may.split(";", -1))
                            .anyMatch(part -> part.strip().equals(place + ": yes"));
        }

        boolean isString() {
            return type.equals("UTF-8 Encoded String");
        }

        boolean isPair() {
            return type.equals("UTF-8 String Pair");
        }

        boolean isBinary() {
            return type.equals("Binary Data");
        }

        /** A legal value. */
        String value() {
            return switch (type) {
                case "Byte", "Variable Byte Integer" -> "01";
                case "Two Byte Integer" -> "0001";
                case "Four Byte Integer" -> "00000001";
                case "UTF-8 Encoded String" -> "00016D";
                case "Binary Data" -> "0001FF";
                case "UTF-8 String Pair" -> "00016B000176";
                default -> throw new AssertionError(type);
            };
        }

        String encoded() {
            return String.format("%02X", identifier) + value();
        }
    }
}
