package io.mqttstack.codec.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * One test vector in one version. {@code vectors/schema.json} says what the fields mean.
 *
 * @param version one of those that the vector names
 * @param json the vector as it stands in its file
 */
record Vector(ProtocolVersion version, JsonNode json) {
    /** What the bytes or the packet of a vector lead to. */
    enum Kind {
        /** The bytes stand for the packet. */
        CARRIED,

        /** The bytes end the connection. */
        REJECTED,

        /** The packet cannot be built or not be written. */
        REFUSED
    }

    String id() {
        return json.get("id").asText();
    }

    Kind kind() {
        return json.has("reasonCode") ? Kind.REJECTED : json.has("refusal") ? Kind.REFUSED : Kind.CARRIED;
    }

    Sender sender() {
        return Sender.valueOf(text("sender").toUpperCase(Locale.ROOT));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(text("bytes").replace(" ", ""));
    }

    /** The packet that is expected, or is to be refused. */
    Packet packet() {
        return PacketJson.packet(json.get("packet"), version);
    }

    /** Whether the packet is written as these bytes. */
    boolean canonical() {
        return json.path("canonical").asBoolean(true);
    }

    String text(String field) {
        return json.path(field).asText();
    }

    int offset() {
        return json.get("offset").intValue();
    }

    /** The statement that is broken and those that the vector shows besides. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        if (json.has("statement")) {
            statements.add(text("statement"));
        }
        json.path("covers").forEach(covered -> statements.add(covered.asText()));
        return statements;
    }

    /** Whether a decoder that was told the version reads the vector. */
    boolean isForTheVersion() {
        return !text("decoder").equals("discovering");
    }

    /** Whether a decoder that takes the version from CONNECT reads the vector. */
    boolean isForDiscovery() {
        return sender() == Sender.CLIENT && !text("decoder").equals("versioned");
    }

    PacketDecoder decoder() {
        return PacketDecoder.of(version, sender(), limits());
    }

    DecodeLimits limits() {
        JsonNode limits = json.path("limits");
        DecodeLimits.Builder builder = DecodeLimits.builder();
        limits.properties().forEach(limit -> {
            JsonNode value = limit.getValue();
            switch (limit.getKey()) {
                case "maximumPacketSize" -> builder.maximumPacketSize(value.intValue());
                case "maximumProperties" -> builder.maximumProperties(value.intValue());
                case "maximumFilters" -> builder.maximumFilters(value.intValue());
                case "discouragedCharacters" -> builder.discouragedCharacters(value.booleanValue());
                default -> throw new AssertionError(limit.getKey());
            }
        });
        return builder.build();
    }

    @Override
    public String toString() {
        return id() + " in " + VectorFiles.label(version);
    }
}
