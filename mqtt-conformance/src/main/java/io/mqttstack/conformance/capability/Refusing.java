package io.mqttstack.conformance.capability;

import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.conformance.RawConnection;
import io.mqttstack.conformance.Trial;
import java.util.Map;
import java.util.TreeMap;

/** Packets at which a server has to close. */
final class Refusing {
    private Refusing() {}

    /**
     * Sends each of several packets on a connection of its own, once that is accepted.
     *
     * @param packets the packets by their faults, words with hyphens that may follow {@code tolerates-}
     */
    static void each(Trial trial, Map<String, byte[]> packets) throws InterruptedException {
        Map<String, RawConnection> sent = new TreeMap<>();
        for (Map.Entry<String, byte[]> each : packets.entrySet()) {
            RawConnection client = trial.raw();
            client.connect(trial.connect("wrong" + sent.size()).build());
            client.send(each.getValue());
            client.send(PingReq.INSTANCE);
            sent.put(each.getKey(), client);
        }
        close(trial, sent);
    }

    /**
     * Fails unless the server closes all of several connections. All of them have the time of one step together.
     *
     * @param connections the connections by the faults of what was sent on them; the symptom names those that stay open
     */
    static void close(Trial trial, Map<String, RawConnection> connections) throws InterruptedException {
        long deadline = System.nanoTime() + trial.patience().toNanos();
        Map<String, RawConnection> open = new TreeMap<>();
        for (Map.Entry<String, RawConnection> each : connections.entrySet()) {
            if (!each.getValue().closesBefore(deadline)) {
                open.put(each.getKey(), each.getValue());
            }
        }
        Expect.that(
                open.isEmpty(),
                "tolerates-" + String.join("-", open.keySet()),
                "The server had to close, but did not, at packets with these faults: "
                        + String.join(", ", open.keySet()));
    }
}
