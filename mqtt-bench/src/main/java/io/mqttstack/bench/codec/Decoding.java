package io.mqttstack.bench.codec;

import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import java.util.List;

/** Decodes fixtures in turn, one at a time and again and again, with one decoder, as a connection does. */
final class Decoding {
    private final PacketDecoder decoder;
    private final byte[][] wires;
    private final Packets packets = new Packets();
    private final Views views = new Views();
    private int next;

    /**
     * Verifies that the fixtures are decoded rightly, twice: what the decoder remembers must not change its answer.
     *
     * @throws IllegalStateException if they are not
     */
    Decoding(List<Fixture> fixtures) {
        decoder = fixtures.get(0).decoder();
        wires = fixtures.stream().map(Fixture::wire).toArray(byte[][]::new);
        for (int round = 0; round < 2; round++) {
            for (Fixture fixture : fixtures) {
                Verify.equal(fixture.packet(), packet());
                if (fixture.packet() instanceof Publish publish) {
                    long before = views.sum();
                    decoder.decode(fixture.wire(), 0, fixture.wire().length, views);
                    Verify.equal(before + Views.sum(publish), views.sum());
                }
            }
        }
    }

    Decoding(Fixture fixture) {
        this(List.of(fixture));
    }

    /** Makes a packet of the next fixture. */
    Packet packet() {
        byte[] wire = nextWire();
        decoder.decode(wire, 0, wire.length, packets);
        return packets.last();
    }

    /** Looks at the next fixture, a PUBLISH, and returns what was seen, added up. */
    long view() {
        byte[] wire = nextWire();
        decoder.decode(wire, 0, wire.length, views);
        return views.sum();
    }

    private byte[] nextWire() {
        int index = next;
        next = index + 1 == wires.length ? 0 : index + 1;
        return wires[index];
    }
}
