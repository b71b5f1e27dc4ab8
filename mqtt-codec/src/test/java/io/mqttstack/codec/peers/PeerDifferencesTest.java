package io.mqttstack.codec.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.peers.Inputs.Input;
import io.mqttstack.codec.peers.Peer.Accepted;
import io.mqttstack.codec.peers.Peer.Inexpressible;
import io.mqttstack.codec.peers.Peer.Refused;
import io.mqttstack.codec.peers.Peer.Verdict;
import io.mqttstack.codec.peers.Peer.Waiting;
import java.io.IOException;
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
 * What two other codecs make of the same bytes. Each kind of disagreement stands in a list with who is right; one that is not there fails, and one that no longer occurs.
 */
class PeerDifferencesTest {
    /** Who is right: we, they, both as far as the specification goes. */
    private static final Set<String> VERDICTS = Set.of("ours", "theirs", "both");

    static Stream<Peer> peers() {
        return Stream.of(new NettyPeer(), new HiveMqPeer());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("peers")
    void everyDisagreementIsListed(Peer peer) throws IOException {
        Map<String, String> found = new TreeMap<>();
        List<Input> inputs = Inputs.all()
                .filter(input -> peer.speaks(input.version(), input.sender()))
                .toList();
        assertTrue(inputs.size() > 5_000, () -> inputs.size() + " inputs");
        for (Input input : inputs) {
            compare(peer, input).ifPresent(kind -> found.putIfAbsent(kind, input.toString()));
        }
        Set<String> listed = listed(peer);
        Map<String, String> unlisted = new TreeMap<>(found);
        unlisted.keySet().removeAll(listed);
        assertEquals(Map.of(), unlisted, "not listed, each with an example");
        assertEquals(listed, found.keySet(), "listed, but no longer so");
    }

    /** The kinds of disagreement that the list has: its first four columns. */
    private static Set<String> listed(Peer peer) {
        return Tables.rows("/peers/disagreements.tsv").stream()
                .filter(row -> row.get(0).equals(peer.name()))
                .peek(row -> assertTrue(row.size() == 7 && VERDICTS.contains(row.get(4)), () -> "who is right? " + row))
                .map(row -> String.join("\t", row.subList(0, 4)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The kind of disagreement, if there is one. */
    private static Optional<String> compare(Peer peer, Input input) {
        byte[] bytes = input.bytes().toByteArray();
        Verdict ours = Ours.decode(input.version(), input.sender(), bytes);
        Verdict theirs = peer.decode(input.version(), input.sender(), bytes);
        boolean agreed = ours.equals(theirs)
                || (ours instanceof Refused && theirs instanceof Refused)
                || (!isWhole(bytes) && isNotTaken(ours) && isNotTaken(theirs));
        if (agreed) {
            return Optional.empty();
        }
        String version = input.version() == ProtocolVersion.V5_0 ? "5.0" : "3";
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
