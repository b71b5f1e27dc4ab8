package io.mqttstack.codec;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.Packets.Speech;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.value.Bytes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever arrives, it is packets or a {@link MqttProtocolException}, and how it is split makes no difference. */
class HostileInputProperties {
    /** Bytes as one side may send them in one version, legal or not. */
    record Input(ProtocolVersion version, Sender sender, Bytes bytes) {
        byte[] content() {
            return bytes.toByteArray();
        }
    }

    @Provide
    Arbitrary<Input> mutated() {
        return Combinators.combine(
                        Packets.speech(),
                        changes(),
                        Arbitraries.of(ProtocolVersion.class),
                        Arbitraries.of(Sender.class),
                        Arbitraries.integers().between(0, 9))
                .as((speech, changes, version, sender, crossed) -> {
                    byte[] content = mutate(speech, changes);
                    // Sometimes another version or side reads what was meant for this one.
                    return new Input(
                            crossed == 0 ? version : speech.version(),
                            crossed == 1 ? sender : speech.sender(),
                            Bytes.wrap(content));
                });
    }

    private record Change(int kind, int at, byte value) {}

    private static Arbitrary<List<Change>> changes() {
        Arbitrary<Byte> values = Arbitraries.oneOf(
                Arbitraries.of(
                        (byte) 0, (byte) 1, (byte) 2, (byte) 0x7F, (byte) 0x80, (byte) 0xFF, (byte) '+', (byte) '#'),
                Arbitraries.bytes());
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 1 << 20),
                        values)
                .as(Change::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    private static byte[] mutate(Speech speech, List<Change> changes) {
        byte[] content = speech.encoded();
        for (Change change : changes) {
            // Half of the changes hit the first bytes, where the structure is.
            int reach = change.at() % 2 == 0 ? Math.min(content.length, 24) : content.length;
            int at = reach == 0 ? 0 : change.at() / 2 % reach;
            content = switch (change.kind()) {
                case 0 -> spliced(content, at, at, new byte[] {change.value()});
                case 1 -> content.length == 0 ? content : spliced(content, at, at + 1, new byte[0]);
                case 2 -> spliced(content, at, content.length, new byte[0]);
                default -> content.length == 0 ? content : spliced(content, at, at + 1, new byte[] {change.value()});
            };
        }
        return content;
    }

    private static byte[] spliced(byte[] content, int from, int to, byte[] between) {
        byte[] result = new byte[from + between.length + content.length - to];
        System.arraycopy(content, 0, result, 0, from);
        System.arraycopy(between, 0, result, from, between.length);
        System.arraycopy(content, to, result, from + between.length, content.length - to);
        return result;
    }

    /** One packet of one type with a legal first byte, a true length and anything inside. */
    @Provide
    Arbitrary<Input> framed() {
        Arbitrary<Byte> inside =
                Arbitraries.oneOf(Arbitraries.bytes().between((byte) 0, (byte) 6), Arbitraries.bytes());
        return Combinators.combine(
                        Arbitraries.of(ProtocolVersion.class),
                        Arbitraries.of(Sender.class),
                        Arbitraries.integers().between(0, 1000),
                        inside.array(byte[].class).ofMaxSize(60))
                .as((version, sender, choice, content) -> {
                    List<PacketType> types = Packets.types(version, sender);
                    PacketType type = types.get(choice % types.size());
                    int flags = switch (type) {
                        case PUBREL, SUBSCRIBE, UNSUBSCRIBE -> 2;
                        case PUBLISH -> choice % 6;
                        default -> 0;
                    };
                    byte[] framed = new byte[content.length + 2];
                    framed[0] = (byte) (type.value() << 4 | flags);
                    framed[1] = (byte) content.length;
                    System.arraycopy(content, 0, framed, 2, content.length);
                    return new Input(version, sender, Bytes.wrap(framed));
                });
    }

    @Provide
    Arbitrary<Input> arbitrary() {
        return Combinators.combine(
                        Arbitraries.of(ProtocolVersion.class),
                        Arbitraries.of(Sender.class),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(100))
                .as((version, sender, content) -> new Input(version, sender, Bytes.wrap(content)));
    }

    private static void check(Input input) {
        Invariants.check(input.version(), input.sender(), input.content(), List.of(Decoding.values()));
        Invariants.checkForServer(input.content(), List.of(Decoding.WHOLE));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void changedPacketsGivePacketsOrAProtocolException(@ForAll("mutated") Input input) {
        check(input);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void packetsOfAnyContentGivePacketsOrAProtocolException(@ForAll("framed") Input input) {
        check(input);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void arbitraryBytesGivePacketsOrAProtocolException(@ForAll("arbitrary") Input input) {
        check(input);
    }
}
