package io.mqttstack.clients.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers the messages that arrive, and keeps those that the application has to acknowledge. Thread-safe.
 *
 * @param <M> a message of the library
 */
public final class Deliveries<M> {
    private final Map<Integer, M> kept = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean manual;

    /** {@return whether the application acknowledges; from now on it is so} */
    public boolean manual(JsonNode connect) {
        manual = connect.path("manualAcknowledgement").asBoolean();
        return manual;
    }

    /** {@return the number of a message that has arrived} */
    public int add(M message) {
        int number = count.incrementAndGet();
        if (manual) {
            kept.put(number, message);
        }
        return number;
    }

    /** {@return the message that a command acknowledges, which can be asked for once} */
    public M take(JsonNode acknowledge) {
        M message = kept.remove(acknowledge.path("delivery").asInt());
        if (message == null) {
            throw new IllegalStateException("no such delivery");
        }
        return message;
    }
}
