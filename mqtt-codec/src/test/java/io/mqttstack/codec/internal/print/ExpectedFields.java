package io.mqttstack.codec.internal.print;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.reason.ReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The fields of a packet behind the fixed header, as "name: value", made from the packet and not from its bytes. */
final class ExpectedFields {
    private static final Text TEXT = new Text(65_535);

    private final List<String> fields = new ArrayList<>();
    private final ProtocolVersion version;

    private ExpectedFields(ProtocolVersion version) {
        this.version = version;
    }

    static List<String> of(Packet packet, ProtocolVersion version) {
        ExpectedFields expected = new ExpectedFields(version);
        expected.add(packet);
        return expected.fields;
    }

    private void add(Packet packet) {
        switch (packet.type()) {
            case CONNECT -> connect((Connect) packet);
            case CONNACK -> connAck((ConnAck) packet);
            case PUBLISH -> publish((Publish) packet);
            case PUBACK -> {
                PubAck ack = (PubAck) packet;
                acknowledgement(ack.packetIdentifier(), ack.reasonCode(), ack.properties());
            }
            case PUBREC -> {
                PubRec ack = (PubRec) packet;
                acknowledgement(ack.packetIdentifier(), ack.reasonCode(), ack.properties());
            }
            case PUBREL -> {
                PubRel ack = (PubRel) packet;
                acknowledgement(ack.packetIdentifier(), ack.reasonCode(), ack.properties());
            }
            case PUBCOMP -> {
                PubComp ack = (PubComp) packet;
                acknowledgement(ack.packetIdentifier(), ack.reasonCode(), ack.properties());
            }
            case SUBSCRIBE -> subscribe((Subscribe) packet);
            case SUBACK ->
                codes(
                        ((SubAck) packet).packetIdentifier(),
                        ((SubAck) packet).properties(),
                        ((SubAck) packet).reasonCodes());
            case UNSUBSCRIBE -> {
                Unsubscribe unsubscribe = (Unsubscribe) packet;
                add("Packet Identifier", unsubscribe.packetIdentifier());
                properties(unsubscribe.properties());
                unsubscribe.filters().forEach(filter -> add("Topic Filter", quoted(filter.value())));
            }
            case UNSUBACK ->
                codes(
                        ((UnsubAck) packet).packetIdentifier(),
                        ((UnsubAck) packet).properties(),
                        ((UnsubAck) packet).reasonCodes());
            case DISCONNECT -> tail(((Disconnect) packet).reasonCode(), ((Disconnect) packet).properties());
            case AUTH -> tail(((Auth) packet).reasonCode(), ((Auth) packet).properties());
            case PINGREQ, PINGRESP -> {}
        }
    }

    private void connect(Connect packet) {
        add("Protocol Name", quoted(version.protocolName()));
        add("Protocol Version", FieldWords.protocolVersion(version.level()));
        add(
                "Connect Flags",
                "User Name " + bit(packet.userName().isPresent()) + ", Password "
                        + bit(packet.password().isPresent()) + ", Will Retain "
                        + bit(packet.will().map(Will::retain).orElse(false)) + ", Will QoS "
                        + packet.will().map(Will::qos).map(QoS::value).orElse(0) + ", Will "
                        + bit(packet.will().isPresent()) + ", Clean Start " + bit(packet.cleanStart())
                        + ", reserved 0");
        add("Keep Alive", packet.keepAlive() + " s");
        properties(packet.properties());
        add("Client Identifier", quoted(packet.clientIdentifier()));
        packet.will().ifPresent(will -> {
            properties(will.properties());
            add("Will Topic", quoted(will.topic().value()));
            add("Will Payload", data(will.payload()));
        });
        packet.userName().ifPresent(name -> add("User Name", quoted(name)));
        packet.password().ifPresent(password -> add("Password", data(password)));
    }

    private void connAck(ConnAck packet) {
        add("Connect Acknowledge Flags", "reserved 0000000, Session Present " + bit(packet.sessionPresent()));
        if (version == ProtocolVersion.V5_0) {
            add("Reason Code", code(packet.reasonCode()));
        } else {
            add(
                    "Connect Return Code",
                    switch (packet.reasonCode()) {
                        case SUCCESS -> "0x00 Connection Accepted";
                        case UNSUPPORTED_PROTOCOL_VERSION -> "0x01 unacceptable protocol version";
                        case CLIENT_IDENTIFIER_NOT_VALID -> "0x02 identifier rejected";
                        case SERVER_UNAVAILABLE -> "0x03 Server unavailable";
                        case BAD_USER_NAME_OR_PASSWORD -> "0x04 bad user name or password";
                        default -> "0x05 not authorized";
                    });
        }
        properties(packet.properties());
    }

    private void publish(Publish packet) {
        add("Topic Name", quoted(packet.topic().value()));
        if (packet.qos() != QoS.AT_MOST_ONCE) {
            add("Packet Identifier", packet.packetIdentifier());
        }
        properties(packet.properties());
        add("Payload", data(packet.payload()));
    }

    private void acknowledgement(int packetIdentifier, ReasonCode code, Object properties) {
        add("Packet Identifier", packetIdentifier);
        tail(code, properties);
    }

    /** What is left out at the end is not there to be printed. */
    private void tail(ReasonCode code, Object properties) {
        int before = fields.size();
        properties(properties);
        if (code.code() != 0 || fields.size() > before) {
            fields.add(before, "Reason Code: " + code(code));
        }
    }

    private void subscribe(Subscribe packet) {
        add("Packet Identifier", packet.packetIdentifier());
        properties(packet.properties());
        for (Subscription each : packet.subscriptions()) {
            add("Topic Filter", quoted(each.filter().value()));
            if (version == ProtocolVersion.V5_0) {
                add(
                        "Subscription Options",
                        "reserved 00, Retain Handling " + each.retainHandling().value() + ", Retain As Published "
                                + bit(each.retainAsPublished()) + ", No Local " + bit(each.noLocal()) + ", QoS "
                                + each.qos().value());
            } else {
                add("Requested QoS", each.qos().value());
            }
        }
    }

    private void codes(int packetIdentifier, Object properties, List<? extends ReasonCode> codes) {
        add("Packet Identifier", packetIdentifier);
        properties(properties);
        codes.forEach(code -> add("Reason Code", code(code)));
    }

    /** Those that differ from what their absence means, in the order in which the encoder writes them. */
    private void properties(Object properties) {
        try {
            Object none = properties.getClass().getField("NONE").get(null);
            List<String> found = new ArrayList<>();
            for (PropertyId id : PropertyId.values()) {
                Optional<Method> accessor = accessor(properties.getClass(), id);
                if (accessor.isPresent()) {
                    Object value = accessor.get().invoke(properties);
                    if (!value.equals(accessor.get().invoke(none))) {
                        values(value).forEach(each -> found.add(id.title() + ": " + each + FieldWords.unit(id)));
                    }
                }
            }
            fields.addAll(found);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The properties are not as their table says", e);
        }
    }

    private static Optional<Method> accessor(Class<?> properties, PropertyId id) {
        String name = switch (id) {
            case PAYLOAD_FORMAT_INDICATOR -> "payloadIsUtf8";
            case USER_PROPERTY -> "userProperties";
            case SUBSCRIPTION_IDENTIFIER ->
                properties == Publish.Properties.class ? "subscriptionIdentifiers" : "subscriptionIdentifier";
            default ->
                id.title().substring(0, 1).toLowerCase(Locale.ROOT)
                        + id.title().substring(1).replace(" ", "");
        };
        try {
            return Optional.of(properties.getMethod(name));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    private static List<String> values(Object value) {
        if (value instanceof Optional<?> optional) {
            return values(optional.orElseThrow());
        } else if (value instanceof List<?> list) {
            return list.stream().flatMap(each -> values(each).stream()).toList();
        } else if (value instanceof OptionalInt number) {
            return List.of(Integer.toString(number.getAsInt()));
        } else if (value instanceof OptionalLong number) {
            return List.of(Long.toString(number.getAsLong()));
        } else if (value instanceof Boolean flag) {
            return List.of(bit(flag));
        } else if (value instanceof QoS qos) {
            return List.of(Integer.toString(qos.value()));
        } else if (value instanceof String string) {
            return List.of(quoted(string));
        } else if (value instanceof TopicName topic) {
            return List.of(quoted(topic.value()));
        } else if (value instanceof Bytes data) {
            return List.of(data(data));
        } else if (value instanceof UserProperty pair) {
            return List.of(quoted(pair.name()) + " = " + quoted(pair.value()));
        }
        return List.of(value.toString());
    }

    private void add(String name, Object value) {
        fields.add(name + ": " + value);
    }

    private static String bit(boolean flag) {
        return flag ? "1" : "0";
    }

    private static String code(ReasonCode code) {
        return FieldWords.hex(code.code()) + " " + code.name();
    }

    private static String quoted(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return TEXT.quoted(bytes, 0, bytes.length);
    }

    private static String data(Bytes bytes) {
        return TEXT.data(bytes.toByteArray(), 0, bytes.length());
    }
}
