package io.mqttstack.codec.vectors;

import io.mqttstack.codec.Decoding;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ways of bringing one vector to a decoder: in the ways of {@link Decoding}, and short ones in two parts at every split. */
interface Delivery {
    /** A longer vector is not split everywhere. */
    int SHORT = 64;

    Delivery WHOLE = named("whole", Decoding.WHOLE::feed);

    void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out);

    static List<Delivery> of(int length) {
        List<Delivery> all = new ArrayList<>();
        for (Decoding way : Decoding.values()) {
            all.add(named(way.name(), way::feed));
        }
        for (int split = 1; split < length && length <= SHORT; split++) {
            int at = split;
            all.add(named("split at " + at, (decoder, bytes, out) -> {
                decoder.decode(Arrays.copyOf(bytes, at), 0, at, out);
                decoder.decode(bytes, at, bytes.length - at, out);
            }));
        }
        return all;
    }

    private static Delivery named(String name, Delivery delivery) {
        return new Delivery() {
            @Override
            public void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
                delivery.feed(decoder, bytes, out);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
