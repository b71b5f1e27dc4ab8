package io.mqttstack.conformance.rule;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Shows what a client does not send: makes it send something that has to come later, and takes everything up to that. No
 * waiting is needed to know that nothing came.
 */
public final class Fence {
    /** The topic of the messages that are fences. */
    public static final String TOPIC = "fence";

    private static final int IDENTIFIER = 65_001;

    private Fence() {}

    /**
     * Sends a message of QoS 1, which the client has to acknowledge after everything that was sent before it.
     *
     * @param trial the run
     * @param link the connection
     * @return what came before the PUBACK
     * @throws InterruptedException if the time for the case is over
     */
    public static List<RawPacket> inbound(ClientTrial trial, RawLink link) throws InterruptedException {
        List<RawPacket> before = inboundUnlessClosed(trial, link);
        trial.that(
                link.ended().isEmpty(),
                "closed",
                "PUBACK of a message that came last was due, but the client has closed the connection");
        return before;
    }

    /**
     * The same for what the client may as well take for a reason to close the connection.
     *
     * @param trial the run
     * @param link the connection
     * @return what came before the PUBACK, or before the end
     * @throws InterruptedException if the time for the case is over
     */
    public static List<RawPacket> inboundUnlessClosed(ClientTrial trial, RawLink link) throws InterruptedException {
        link.send(trial.packets().publish(1, TOPIC, IDENTIFIER, ""));
        List<RawPacket> before = until(
                trial,
                link,
                packet -> packet.type() == RawType.PUBACK && packet.identifier() == IDENTIFIER,
                "PUBACK of a message that came last");
        if (link.ended().isEmpty()) {
            trial.message(TOPIC);
        }
        return before;
    }

    /**
     * Has the client publish at QoS 0, which it has to send after everything that it was told before. A client that has closed
     * the connection instead sends nothing any more.
     *
     * @param trial the run
     * @param link the connection
     * @return what came before the PUBLISH, or before the end
     * @throws InterruptedException if the time for the case is over
     */
    public static List<RawPacket> outbound(ClientTrial trial, RawLink link) throws InterruptedException {
        trial.publish(TOPIC, QoS.AT_MOST_ONCE);
        return until(
                trial,
                link,
                packet -> packet.type() == RawType.PUBLISH && packet.topic().equals(TOPIC),
                "PUBLISH of a message that was published last");
    }

    private static List<RawPacket> until(ClientTrial trial, RawLink link, Predicate<RawPacket> fence, String due)
            throws InterruptedException {
        List<RawPacket> before = new ArrayList<>();
        while (true) {
            Optional<RawPacket> next = link.poll(trial.patience());
            if (next.filter(fence).isPresent() || link.ended().isPresent()) {
                return before;
            }
            before.add(next.orElseThrow(() -> Finding.failure(
                    "silent", due + " did not come within " + trial.patience().toMillis() + " ms")));
        }
    }

    /**
     * Waits until the client has dealt with everything that it got, and then with everything that it was told.
     *
     * @param trial the run
     * @param link the connection
     * @return what it sent meanwhile
     * @throws InterruptedException if the time for the case is over
     */
    public static List<RawPacket> both(ClientTrial trial, RawLink link) throws InterruptedException {
        List<RawPacket> before = new ArrayList<>(inbound(trial, link));
        before.addAll(outbound(trial, link));
        return before;
    }
}
