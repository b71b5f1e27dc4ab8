package io.mqttstack.bench.bound;

import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.value.TopicFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The smallest SUBSCRIBE of 3.1.1: filters as strings, and a byte of options for each. */
final class LeastSubscribe {
    private static final int FIRST = 0x82;
    private static final int EXPECTED = 8;

    private final int packetIdentifier;
    private final String[] filters;
    private final byte[] options;

    private LeastSubscribe(int packetIdentifier, String[] filters, byte[] options) {
        this.packetIdentifier = packetIdentifier;
        this.filters = filters;
        this.options = options;
    }

    static LeastSubscribe read(byte[] array) {
        int end = array.length;
        int at = LeastHeader.read(FIRST, array);
        int identifier = LeastText.twoBytes(array, at);
        at += 2;
        String[] filters = new String[EXPECTED];
        byte[] options = new byte[EXPECTED];
        int count = 0;
        while (at < end) {
            if (count == filters.length) {
                filters = Arrays.copyOf(filters, 2 * count);
                options = Arrays.copyOf(options, 2 * count);
            }
            int to = at + 2 + LeastText.twoBytes(array, at);
            LeastText.requireWithin(to + 1, end);
            filters[count] = LeastText.field(array, at, end);
            requireWildcardsAlone(array, at + 2, to);
            int option = array[to];
            if (option < 0 || option > 2) {
                throw new IllegalArgumentException("The options are " + option);
            }
            options[count++] = (byte) option;
            at = to + 1;
        }
        return new LeastSubscribe(identifier, filters, options);
    }

    private static void requireWildcardsAlone(byte[] array, int from, int to) {
        for (int i = from; i < to; i++) {
            if (array[i] == '+' || array[i] == '#') {
                boolean opens = i == from || array[i - 1] == '/';
                boolean ends = i + 1 == to || (array[i] == '+' && array[i + 1] == '/');
                if (!opens || !ends) {
                    throw new IllegalArgumentException("A wildcard is not alone in its level");
                }
            }
        }
    }

    /** The same as it is sent; its filters are ASCII. */
    static LeastSubscribe of(Subscribe packet) {
        List<Subscription> subscriptions = packet.subscriptions();
        String[] filters = new String[subscriptions.size()];
        byte[] options = new byte[filters.length];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = subscriptions.get(i).filter().value();
            options[i] = (byte) subscriptions.get(i).qos().value();
        }
        return new LeastSubscribe(packet.packetIdentifier(), filters, options);
    }

    /** Writes the packet and returns its length. */
    int write(byte[] target) {
        int rest = 2;
        for (String filter : filters) {
            rest += 2 + filter.length() + 1;
        }
        int at = LeastHeader.write(FIRST, rest, target);
        LeastText.SHORT.set(target, at, (short) packetIdentifier);
        at += 2;
        for (int i = 0; i < filters.length; i++) {
            at = LeastText.write(filters[i], target, at);
            target[at++] = options[i];
        }
        return at;
    }

    Packet packet() {
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < filters.length; i++) {
            subscriptions.add(Subscription.of(
                    TopicFilter.of(filters[i]), QoS.of(options[i]).orElseThrow()));
        }
        return new Subscribe(packetIdentifier, subscriptions);
    }
}
