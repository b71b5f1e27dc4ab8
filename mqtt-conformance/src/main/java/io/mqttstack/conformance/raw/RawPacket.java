package io.mqttstack.conformance.raw;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The fields of a packet from a client, read without judging them. A field that the packet does not have is empty. */
public final class RawPacket {
    private final RawFrame frame;

    OptionalInt identifier = OptionalInt.empty();
    OptionalInt reasonCode = OptionalInt.empty();
    OptionalInt connectFlags = OptionalInt.empty();
    OptionalInt level = OptionalInt.empty();
    OptionalInt keepAlive = OptionalInt.empty();
    Optional<byte[]> protocolName = Optional.empty();
    Optional<byte[]> clientIdentifier = Optional.empty();
    Optional<byte[]> topic = Optional.empty();
    Optional<byte[]> payload = Optional.empty();
    Optional<byte[]> userName = Optional.empty();
    Optional<byte[]> password = Optional.empty();
    Map<Integer, List<byte[]>> properties = Map.of();
    Map<Integer, List<byte[]>> willProperties = Map.of();
    List<Filter> filters = new ArrayList<>();
    int left;
    boolean broken;

    /**
     * One filter of SUBSCRIBE or UNSUBSCRIBE.
     *
     * @param filter the Topic Filter
     * @param options the byte behind it; 0 in UNSUBSCRIBE
     */
    public record Filter(String filter, int options) {
        /** {@return the requested QoS} */
        public int qos() {
            return options & 0x03;
        }
    }

    RawPacket(RawFrame frame) {
        this.frame = frame;
    }

    /** {@return the bytes} */
    public RawFrame frame() {
        return frame;
    }

    /** {@return the kind of packet} */
    public RawType type() {
        return frame.type();
    }

    /** {@return the Packet Identifier; 0 if it has none} */
    public int identifier() {
        return identifier.orElse(0);
    }

    /** {@return whether there is a field for a Packet Identifier} */
    public boolean hasIdentifier() {
        return identifier.isPresent();
    }

    /** {@return the Reason Code; 0 if it is left out} */
    public int reasonCode() {
        return reasonCode.orElse(0);
    }

    /** {@return PUBLISH: the QoS, 0 to 3} */
    public int qos() {
        return (frame.flags() >> 1) & 0x03;
    }

    /** {@return PUBLISH: whether DUP is set} */
    public boolean dup() {
        return (frame.flags() & 0x08) != 0;
    }

    /** {@return PUBLISH: whether RETAIN is set} */
    public boolean retain() {
        return (frame.flags() & 0x01) != 0;
    }

    /** {@return PUBLISH: the Topic Name; CONNECT: the Will Topic; empty if there is none} */
    public String topic() {
        return topic.map(RawPacket::utf8).orElse("");
    }

    /** {@return whether there is a Topic Name or a Will Topic} */
    public boolean hasTopic() {
        return topic.isPresent();
    }

    /** {@return PUBLISH: the payload; CONNECT: the payload of the Will} */
    public byte[] payload() {
        return payload.orElseGet(() -> new byte[0]);
    }

    /** {@return the payload as text} */
    public String payloadText() {
        return utf8(payload());
    }

    /** {@return CONNECT: the Connect Flags} */
    public int connectFlags() {
        return connectFlags.orElse(0);
    }

    /** {@return CONNECT: the Protocol Version, or Level} */
    public int level() {
        return level.orElse(-1);
    }

    /** {@return CONNECT: the Keep Alive, seconds} */
    public int keepAlive() {
        return keepAlive.orElse(-1);
    }

    /** {@return CONNECT: the Protocol Name} */
    public String protocolName() {
        return protocolName.map(RawPacket::utf8).orElse("");
    }

    /** {@return CONNECT: the Client Identifier, if its field is there} */
    public Optional<String> clientIdentifier() {
        return clientIdentifier.map(RawPacket::utf8);
    }

    /** {@return CONNECT: the User Name, if its field is there} */
    public Optional<String> userName() {
        return userName.map(RawPacket::utf8);
    }

    /** {@return CONNECT: the Password, if its field is there} */
    public Optional<byte[]> password() {
        return password;
    }

    /** {@return SUBSCRIBE, UNSUBSCRIBE: the filters} */
    public List<Filter> filters() {
        return List.copyOf(filters);
    }

    /** {@return how many bytes are left behind the last field} */
    public int left() {
        return left;
    }

    /** {@return whether the packet ends within a field, or has properties that cannot be told apart} */
    public boolean broken() {
        return broken;
    }

    /**
     * Finds a property.
     *
     * @param id its identifier
     * @return its values, in their order: none if it is not there
     */
    public List<byte[]> property(int id) {
        return properties.getOrDefault(id, List.of());
    }

    /**
     * Finds a property of the Will.
     *
     * @param id its identifier
     * @return its values, in their order: none if it is not there
     */
    public List<byte[]> willProperty(int id) {
        return willProperties.getOrDefault(id, List.of());
    }

    /**
     * Finds a property that is a number.
     *
     * @param id its identifier
     * @return the first value
     */
    public OptionalInt number(int id) {
        return property(id).stream()
                .mapToInt(value -> {
                    int number = 0;
                    for (byte each : value) {
                        number = (number << 8) | (each & 0xFF);
                    }
                    return number;
                })
                .findFirst();
    }

    static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return type() + (identifier.isPresent() ? " " + identifier() : "");
    }
}
