package io.mqttstack.client.store;

import io.mqttstack.client.store.SessionChange.Connected;
import io.mqttstack.client.store.SessionChange.Connecting;
import io.mqttstack.client.store.SessionChange.Ended;
import io.mqttstack.client.store.SessionChange.Expired;
import io.mqttstack.client.store.SessionChange.Forgotten;
import io.mqttstack.client.store.SessionChange.Published;
import io.mqttstack.client.store.SessionChange.Queued;
import io.mqttstack.client.store.SessionChange.Received;
import io.mqttstack.client.store.SessionChange.Released;
import io.mqttstack.client.store.SessionChange.Requeued;
import io.mqttstack.client.store.SessionSnapshot.Stage;
import io.mqttstack.client.store.SessionSnapshot.StoredMessage;
import io.mqttstack.codec.packet.QoS;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What changes come to, one after the other: for stores, and what defines them. Not for use by several threads at once. */
public final class SessionContents {
    private final Map<Integer, StoredMessage> messages = new LinkedHashMap<>();
    private final Set<Integer> received = new LinkedHashSet<>();
    private Optional<String> assignedClientIdentifier = Optional.empty();
    private boolean established;
    private long bytes;

    /** Makes an empty session, which no server knows. */
    public SessionContents() {}

    /**
     * Applies a change.
     *
     * @param change what changes
     * @throws IllegalArgumentException if it does not fit: it is about a message that is not there, or is there already
     */
    public void apply(SessionChange change) {
        if (change instanceof Queued queued) {
            var message = new StoredMessage(queued.number(), queued.message(), queued.expiresAt(), Stage.WAITING, 0);
            if (messages.putIfAbsent(queued.number(), message) != null) {
                throw new IllegalArgumentException("There is a message " + queued.number() + " already");
            }
            bytes += size(message);
        } else if (change instanceof Published published) {
            move(published.number(), Stage.PUBLISHED, published.packetIdentifier());
        } else if (change instanceof Released released) {
            StoredMessage message = known(released.number());
            messages.remove(released.number());
            messages.put(released.number(), moved(message, Stage.RELEASED, message.packetIdentifier()));
        } else if (change instanceof Requeued requeued) {
            move(requeued.number(), Stage.WAITING, 0);
        } else if (change instanceof Ended ended) {
            bytes -= size(known(ended.number()));
            messages.remove(ended.number());
        } else if (change instanceof Received each) {
            received.add(each.packetIdentifier());
        } else if (change instanceof Forgotten each) {
            received.remove(each.packetIdentifier());
        } else if (change instanceof Connecting) {
            established = true;
        } else if (change instanceof Connected connected) {
            assignedClientIdentifier = connected.assignedClientIdentifier().or(() -> assignedClientIdentifier);
            established = connected.kept();
            if (!connected.resumed()) {
                received.clear();
                messages.replaceAll((number, message) -> lost(message));
            }
        } else if (change instanceof Expired) {
            established = false;
        }
    }

    private StoredMessage known(int number) {
        StoredMessage message = messages.get(number);
        if (message == null) {
            throw new IllegalArgumentException("There is no message " + number);
        }
        return message;
    }

    private void move(int number, Stage stage, int packetIdentifier) {
        messages.put(number, moved(known(number), stage, packetIdentifier));
    }

    /** The server has lost its session: no identifier means anything any more. */
    private static StoredMessage lost(StoredMessage message) {
        if (message.stage() == Stage.WAITING || message.stage() == Stage.LOST) {
            return message;
        }
        boolean unknown = message.message().qos() == QoS.EXACTLY_ONCE;
        return moved(message, unknown ? Stage.LOST : Stage.WAITING, 0);
    }

    private static StoredMessage moved(StoredMessage from, Stage stage, int packetIdentifier) {
        return new StoredMessage(from.number(), from.message(), from.expiresAt(), stage, packetIdentifier);
    }

    private static long size(StoredMessage message) {
        return message.message().topic().value().length()
                + (long) message.message().payload().length();
    }

    /**
     * Returns the contents as they are now.
     *
     * @return messages in the order in which they were queued; one that was released counts as queued then, and one that was lost
     *     may be anywhere
     */
    public SessionSnapshot snapshot() {
        return new SessionSnapshot(
                assignedClientIdentifier, established, List.copyOf(messages.values()), List.copyOf(received));
    }

    /**
     * Returns the fewest changes that lead from an empty session to this one.
     *
     * @return in order
     */
    public List<SessionChange> changes() {
        List<SessionChange> changes = new ArrayList<>(1 + 2 * messages.size() + received.size());
        List<StoredMessage> lost = new ArrayList<>();
        List<StoredMessage> others = new ArrayList<>();
        messages.values().forEach(each -> (each.stage() == Stage.LOST ? lost : others).add(each));
        for (StoredMessage each : lost) {
            changes.add(new Queued(each.number(), each.message(), each.expiresAt()));
            changes.add(new Published(each.number(), 1));
        }
        changes.add(new Connected(assignedClientIdentifier, false, established));
        for (StoredMessage each : others) {
            changes.add(new Queued(each.number(), each.message(), each.expiresAt()));
            if (each.stage() != Stage.WAITING) {
                changes.add(new Published(each.number(), each.packetIdentifier()));
            }
            if (each.stage() == Stage.RELEASED) {
                changes.add(new Released(each.number()));
            }
        }
        received.forEach(each -> changes.add(new Received(each)));
        return changes;
    }

    /** {@return about how many bytes the messages take: topics and payloads} */
    public long bytes() {
        return bytes;
    }

    /** {@return how many messages and Packet Identifiers there are} */
    public int size() {
        return messages.size() + received.size();
    }
}
