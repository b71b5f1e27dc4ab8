package io.mqttstack.codec.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.peers.Peer.Accepted;
import io.mqttstack.codec.peers.Peer.Inexpressible;
import io.mqttstack.codec.peers.Peer.Refused;
import io.mqttstack.codec.peers.Peer.Verdict;
import io.mqttstack.codec.peers.Peer.Waiting;
import io.mqttstack.codec.value.Bytes;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What two other codecs make of the same bytes: legal packets of every kind, and all their small changes. Each kind of
 * disagreement stands in a list with who is right; one that is not there fails, and one that no longer occurs.
 */
class PeerDifferencesTest {
    /** Who is right: we, they, both as far as the specification goes. */
    private static final Set<String> VERDICTS = Set.of("ours", "theirs", "both");

    /** One packet of the list that everything starts from. */
    private record Original(ProtocolVersion version, Sender sender, Bytes bytes) {}

    static Stream<Peer> peers() {
        return Stream.of(new NettyPeer(), new HiveMqPeer());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("peers")
    void everyDisagreementIsListed(Peer peer) {
        Map<String, String> found = new TreeMap<>();
        int inputs = 0;
        for (Original original : originals()) {
            if (peer.speaks(original.version(), original.sender())) {
                for (Bytes input : Mutations.of(original.bytes().toByteArray())) {
                    byte[] bytes = input.toByteArray();
                    inputs++;
                    compare(peer, original, bytes)
                            .ifPresent(kind -> found.putIfAbsent(kind, describe(original, bytes)));
                }
            }
        }
        int compared = inputs;
        assertTrue(compared > 5_000, () -> compared + " inputs");
        Set<String> listed = listed(peer);
        Map<String, String> unlisted = new TreeMap<>(found);
        unlisted.keySet().removeAll(listed);
        assertEquals(Map.of(), unlisted, "not listed, each with an example");
        assertEquals(listed, found.keySet(), "listed, but no longer so");
    }

    private static String describe(Original original, byte[] bytes) {
        return original.version() + " " + original.sender() + " "
                + HexFormat.of().formatHex(bytes);
    }

    /** The kinds of disagreement that the list has: its first four columns. */
    private static Set<String> listed(Peer peer) {
        return Tables.rows("/peers/disagreements.tsv").stream()
                .filter(row -> row.get(0).equals(peer.name()))
                .peek(row -> assertTrue(row.size() == 7 && VERDICTS.contains(row.get(4)), () -> "who is right? " + row))
                .map(row -> String.join("\t", row.subList(0, 4)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Original> originals() {
        return Tables.rows("/peers/packets.tsv").stream()
                .map(row -> new Original(
                        ProtocolVersion.valueOf(row.get(0)),
                        Sender.valueOf(row.get(1)),
                        Bytes.wrap(HexFormat.of().parseHex(row.get(3)))))
                .toList();
    }

    /** The kind of disagreement, if there is one. */
    private static Optional<String> compare(Peer peer, Original original, byte[] bytes) {
        Verdict ours = Ours.decode(original.version(), original.sender(), bytes);
        Verdict theirs = peer.decode(original.version(), original.sender(), bytes);
        boolean agreed = ours.equals(theirs)
                || (ours instanceof Refused && theirs instanceof Refused)
                || (!isWhole(bytes) && isNotTaken(ours) && isNotTaken(theirs));
        if (agreed) {
            return Optional.empty();
        }
        String version = original.version() == ProtocolVersion.V5_0 ? "5.0" : "3";
        return Optional.of(String.join("\t", peer.name(), version, words(ours, theirs), words(theirs, ours)));
    }

    /** One may refuse at once what the other awaits the rest of. */
    private static boolean isNotTaken(Verdict verdict) {
        return verdict instanceof Refused || verdict instanceof Waiting;
    }

    /** Whether there are as many bytes as the Remaining Length says; true where it is none. */
    private static boolean isWhole(byte[] bytes) {
        int length = 0;
        for (int at = 1; at < 5; at++) {
            if (at == bytes.length) {
                return false;
            }
            length |= (bytes[at] & 0x7F) << (7 * (at - 1));
            if (bytes[at] >= 0) {
                return bytes.length > at + length;
            }
        }
        return true;
    }

    /** A verdict beside the other one, as finely as it helps to tell who is right. */
    private static String words(Verdict verdict, Verdict other) {
        if (verdict instanceof Refused refused) {
            return other instanceof Waiting ? "refuses" : "refuses: " + refused.why();
        }
        if (verdict instanceof Waiting) {
            return "waits";
        }
        if (verdict instanceof Inexpressible inexpressible && other instanceof Accepted) {
            return "takes something else: " + inexpressible.why();
        }
        return verdict instanceof Accepted && other instanceof Accepted ? "takes otherwise" : "takes";
    }
}
