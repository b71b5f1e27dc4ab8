package io.mqttstack.codec;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.PingResp;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.RetainHandling;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary legal packets: everything that one sender may say in one version. */
public final class Packets {
    private static final List<ConnectReasonCode> BEFORE_5 = List.of(
            ConnectReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
            ConnectReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
            ConnectReasonCode.SERVER_UNAVAILABLE,
            ConnectReasonCode.BAD_USER_NAME_OR_PASSWORD,
            ConnectReasonCode.NOT_AUTHORIZED);

    /** The packets of each side. Made once: jqwik compares new ones with all those it has seen. */
    private static final Map<Side, Map<PacketType, Arbitrary<Packet>>> PACKETS = packets();

    private static final Arbitrary<Speech> SPEECHES = Arbitraries.oneOf(PACKETS.keySet().stream()
            .map(side -> Arbitraries.oneOf(PACKETS.get(side).values())
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(8)
                    .map(packets -> new Speech(side.version(), side.sender(), packets)))
            .toList());

    private final ProtocolVersion version;
    private final Sender sender;
    private final PropertyBlocks blocks;

    /** A sender in a version. */
    private record Side(ProtocolVersion version, Sender sender) {}

    private Packets(ProtocolVersion version, Sender sender) {
        this.version = version;
        this.sender = sender;
        this.blocks = new PropertyBlocks(sender);
    }

    /** What one side of a connection says. */
    public record Speech(ProtocolVersion version, Sender sender, List<Packet> packets) {
        /** All packets, encoded one behind the other. */
        public byte[] encoded() {
            PacketEncoder encoder = PacketEncoder.of(version, sender);
            int length = packets.stream().mapToInt(encoder::length).sum();
            byte[] bytes = new byte[length];
            int at = 0;
            for (Packet packet : packets) {
                at += encoder.encode(packet, bytes, at);
            }
            if (at != length) {
                throw new AssertionError("announced " + length + " bytes, wrote " + at);
            }
            return bytes;
        }
    }

    /** The types that a sender may send in a version. */
    public static List<PacketType> types(ProtocolVersion version, Sender sender) {
        boolean version5 = version == ProtocolVersion.V5_0;
        List<PacketType> types = new ArrayList<>(List.of(
                PacketType.PUBLISH, PacketType.PUBACK, PacketType.PUBREC, PacketType.PUBREL, PacketType.PUBCOMP));
        types.addAll(
                sender == Sender.CLIENT
                        ? List.of(PacketType.CONNECT, PacketType.SUBSCRIBE, PacketType.UNSUBSCRIBE, PacketType.PINGREQ)
                        : List.of(PacketType.CONNACK, PacketType.SUBACK, PacketType.UNSUBACK, PacketType.PINGRESP));
        if (sender == Sender.CLIENT || version5) {
            types.add(PacketType.DISCONNECT);
        }
        if (version5) {
            types.add(PacketType.AUTH);
        }
        return types;
    }

    private static Map<Side, Map<PacketType, Arbitrary<Packet>>> packets() {
        Map<Side, Map<PacketType, Arbitrary<Packet>>> bySide = new LinkedHashMap<>();
        for (ProtocolVersion version : ProtocolVersion.values()) {
            for (Sender sender : Sender.values()) {
                var packets = new Packets(version, sender);
                Map<PacketType, Arbitrary<Packet>> byType = new LinkedHashMap<>();
                types(version, sender).forEach(type -> byType.put(type, packets.packet(type)));
                bySide.put(new Side(version, sender), Collections.unmodifiableMap(byType));
            }
        }
        return Collections.unmodifiableMap(bySide);
    }

    /** Any packet of one type, which the sender may send in the version. */
    public static Arbitrary<Packet> of(PacketType type, ProtocolVersion version, Sender sender) {
        return PACKETS.get(new Side(version, sender)).get(type);
    }

    /** One to eight packets of either side in any version. */
    public static Arbitrary<Speech> speech() {
        return SPEECHES;
    }

    private boolean isVersion5() {
        return version == ProtocolVersion.V5_0;
    }

    private Arbitrary<Packet> packet(PacketType type) {
        Arbitrary<Integer> id = Values.packetIdentifiers();
        Arbitrary<ReasonProperties> reason = isVersion5() ? blocks.reason() : Arbitraries.just(ReasonProperties.NONE);
        return switch (type) {
            case CONNECT -> connect().map(packet -> packet);
            case CONNACK -> connAck();
            case PUBLISH -> publish();
            case PUBACK -> Combinators.combine(id, publishCodes(), reason).as(PubAck::new);
            case PUBREC -> Combinators.combine(id, publishCodes(), reason).as(PubRec::new);
            case PUBREL ->
                Combinators.combine(id, releaseCodes(), duplicate(), reason).as(PubRel::new);
            case PUBCOMP -> Combinators.combine(id, releaseCodes(), reason).as(PubComp::new);
            case SUBSCRIBE -> subscribe(id);
            case SUBACK ->
                Combinators.combine(id, Values.list(Arbitraries.of(subscribeCodes())), reason)
                        .as(SubAck::new);
            case UNSUBSCRIBE -> unsubscribe(id);
            case UNSUBACK ->
                isVersion5()
                        ? Combinators.combine(id, Values.list(Arbitraries.of(UnsubscribeReasonCode.class)), reason)
                                .as(UnsubAck::new)
                        : id.map(UnsubAck::new);
            case PINGREQ -> Arbitraries.just(PingReq.INSTANCE);
            case PINGRESP -> Arbitraries.just(PingResp.INSTANCE);
            case DISCONNECT -> disconnect();
            case AUTH -> auth();
        };
    }

    private Arbitrary<Boolean> duplicate() {
        return version == ProtocolVersion.V3_1 ? Values.booleans() : Arbitraries.just(false);
    }

    private Arbitrary<Connect> connect() {
        Arbitrary<String> identifier = switch (version) {
            case V3_1 -> Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(23);
            case V3_1_1, V5_0 -> Values.strings();
        };
        Arbitrary<Connect.Properties> properties =
                isVersion5() ? blocks.connect() : Arbitraries.just(Connect.Properties.NONE);
        return Combinators.combine(
                        identifier,
                        Values.booleans(),
                        Arbitraries.integers().between(0, 0xFFFF),
                        will().optional(),
                        Values.strings().optional(),
                        Values.bytes().optional(),
                        properties)
                .as((name, cleanStart, keepAlive, will, user, password, block) -> new Connect(
                        version,
                        name,
                        cleanStart || (name.isEmpty() && !isVersion5()),
                        keepAlive,
                        will,
                        user,
                        user.isPresent() || isVersion5() ? password : Optional.empty(),
                        block));
    }

    private Arbitrary<Will> will() {
        Arbitrary<Will.Properties> properties = isVersion5() ? blocks.will() : Arbitraries.just(Will.Properties.NONE);
        return Combinators.combine(
                        Values.topicNames(), Values.bytes(), Arbitraries.of(QoS.class), Values.booleans(), properties)
                .as(Will::new);
    }

    private Arbitrary<Packet> connAck() {
        Arbitrary<ConnectReasonCode> refusals =
                isVersion5() ? Arbitraries.of(ConnectReasonCode.class) : Arbitraries.of(BEFORE_5);
        Arbitrary<ConnectReasonCode> codes = Arbitraries.oneOf(Arbitraries.just(ConnectReasonCode.SUCCESS), refusals);
        Arbitrary<ConnAck.Properties> properties =
                isVersion5() ? blocks.connAck() : Arbitraries.just(ConnAck.Properties.NONE);
        boolean hasSessionPresent = version != ProtocolVersion.V3_1;
        return Combinators.combine(Values.booleans(), codes, properties)
                .as((present, code, block) ->
                        new ConnAck(present && hasSessionPresent && code == ConnectReasonCode.SUCCESS, code, block));
    }

    private Arbitrary<Packet> publish() {
        Arbitrary<Publish.Properties> properties =
                isVersion5() ? blocks.publish() : Arbitraries.just(Publish.Properties.NONE);
        return Combinators.combine(
                        Values.topicNames(),
                        Values.bytes(),
                        Arbitraries.of(QoS.class),
                        Values.booleans(),
                        Values.booleans(),
                        Values.packetIdentifiers(),
                        properties,
                        Values.booleans())
                .as((topic, payload, qos, retain, duplicate, id, block, aliased) -> new Publish(
                        aliased && block.topicAlias().isPresent() ? TopicName.EMPTY : topic,
                        payload,
                        qos,
                        retain,
                        duplicate && qos != QoS.AT_MOST_ONCE,
                        qos == QoS.AT_MOST_ONCE ? 0 : id,
                        block));
    }

    private Arbitrary<PublishReasonCode> publishCodes() {
        return isVersion5()
                ? Arbitraries.of(Arrays.stream(PublishReasonCode.values())
                        .filter(code -> sender == Sender.CLIENT ? code.sentByClient() : code.sentByServer())
                        .toList())
                : Arbitraries.just(PublishReasonCode.SUCCESS);
    }

    private Arbitrary<ReleaseReasonCode> releaseCodes() {
        return isVersion5() ? Arbitraries.of(ReleaseReasonCode.class) : Arbitraries.just(ReleaseReasonCode.SUCCESS);
    }

    private List<SubscribeReasonCode> subscribeCodes() {
        return Arrays.stream(SubscribeReasonCode.values())
                .filter(code -> switch (version) {
                    case V3_1 -> !code.isError();
                    case V3_1_1 -> !code.isError() || code == SubscribeReasonCode.UNSPECIFIED_ERROR;
                    case V5_0 -> true;
                })
                .toList();
    }

    private Arbitrary<Packet> subscribe(Arbitrary<Integer> id) {
        Arbitrary<Subscribe.Properties> properties =
                isVersion5() ? blocks.subscribe() : Arbitraries.just(Subscribe.Properties.NONE);
        return Combinators.combine(id, Values.list(subscription()), duplicate(), properties)
                .as(Subscribe::new);
    }

    private Arbitrary<Subscription> subscription() {
        Arbitrary<TopicFilter> filters = Values.topicFilters();
        Arbitrary<QoS> qos = Arbitraries.of(QoS.class);
        return isVersion5()
                ? Combinators.combine(
                                filters,
                                qos,
                                Values.booleans(),
                                Values.booleans(),
                                Arbitraries.of(RetainHandling.class))
                        .as((filter, granted, noLocal, asPublished, handling) ->
                                new Subscription(filter, granted, noLocal && !filter.isShared(), asPublished, handling))
                : Combinators.combine(filters, qos).as(Subscription::of);
    }

    private Arbitrary<Packet> unsubscribe(Arbitrary<Integer> id) {
        Arbitrary<Unsubscribe.Properties> properties =
                isVersion5() ? blocks.unsubscribe() : Arbitraries.just(Unsubscribe.Properties.NONE);
        return Combinators.combine(id, Values.list(Values.topicFilters()), duplicate(), properties)
                .as(Unsubscribe::new);
    }

    private Arbitrary<Packet> disconnect() {
        if (!isVersion5()) {
            return Arbitraries.just(new Disconnect());
        }
        List<DisconnectReasonCode> codes = Arrays.stream(DisconnectReasonCode.values())
                .filter(code -> code != DisconnectReasonCode.BAD_AUTHENTICATION_METHOD)
                .filter(code -> sender == Sender.CLIENT ? code.sentByClient() : code.sentByServer())
                .toList();
        return Combinators.combine(Arbitraries.of(codes), blocks.disconnect()).as(Disconnect::new);
    }

    private Arbitrary<Packet> auth() {
        List<AuthReasonCode> codes = Arrays.stream(AuthReasonCode.values())
                .filter(code -> sender == Sender.CLIENT ? code.sentByClient() : code.sentByServer())
                .toList();
        Arbitrary<Packet> withMethod =
                Combinators.combine(Arbitraries.of(codes), blocks.auth()).as(Auth::new);
        return sender == Sender.SERVER
                ? Arbitraries.oneOf(
                        Arbitraries.just(new Auth(AuthReasonCode.SUCCESS, Auth.Properties.NONE)), withMethod)
                : withMethod;
    }

    /** The bytes of a packet in the sender's version. */
    public static Bytes encoded(Packet packet, ProtocolVersion version, Sender sender) {
        return Bytes.wrap(new Speech(version, sender, List.of(packet)).encoded());
    }
}
