package io.mqttstack.conformance.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells a client what to do and waits for what it tells, never for longer than its patience. Events stay until they are
 * taken. For one thread; events arrive by others.
 */
public final class ClientDriver implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<Event> events = new ArrayList<>();
    private final Duration patience;
    private final ClientInstance client;
    private int commands;

    /**
     * Opens a client.
     *
     * @param subject makes the client
     * @param patience the longest wait for any one event
     * @throws ClientException if it cannot be opened
     */
    public ClientDriver(ClientUnderTest subject, Duration patience) {
        this.patience = patience;
        this.client = subject.open(this::add);
    }

    private void add(Event event) {
        lock.lock();
        try {
            events.add(event);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** {@return the client} */
    public ClientInstance client() {
        return client;
    }

    /** {@return the longest wait for any one event} */
    public Duration patience() {
        return patience;
    }

    /**
     * Sends a command without waiting. One that the client cannot obey is answered here, by {@link Event.Unsupported}.
     *
     * @param command the command
     * @return its number
     */
    public int send(Command command) {
        int number = ++commands;
        Set<Feature> lacking = EnumSet.noneOf(Feature.class);
        lacking.addAll(command.needs());
        lacking.removeAll(client.features());
        if (lacking.isEmpty()) {
            client.perform(number, command);
        } else {
            add(new Event.Unsupported(number, lacking.stream().map(Feature::id).collect(Collectors.joining(", "))));
        }
        return number;
    }

    /**
     * Waits for the answer to a command and takes it.
     *
     * @param number of the command
     * @return the answer; empty: none came in time
     * @throws InterruptedException if interrupted
     */
    public Optional<Event> answer(int number) throws InterruptedException {
        return answer(number, patience);
    }

    /**
     * Waits for the answer to a command, for a while of its own, and takes it.
     *
     * @param number of the command
     * @param within how long
     * @return the answer; empty: none came in time
     * @throws InterruptedException if interrupted
     */
    public Optional<Event> answer(int number, Duration within) throws InterruptedException {
        return take(event -> event.command() == number, within);
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @param command the command
     * @return the answer; empty: none came in time
     * @throws InterruptedException if interrupted
     */
    public Optional<Event> call(Command command) throws InterruptedException {
        return answer(send(command));
    }

    /**
     * Waits for the next message and takes it.
     *
     * @return the oldest that was not taken; empty: none came in time
     * @throws InterruptedException if interrupted
     */
    public Optional<Event.Message> message() throws InterruptedException {
        return message(patience);
    }

    /**
     * Waits for the next message, for a while of its own, and takes it.
     *
     * @param within how long
     * @return the oldest that was not taken; empty: none came in time
     * @throws InterruptedException if interrupted
     */
    public Optional<Event.Message> message(Duration within) throws InterruptedException {
        return take(Event.Message.class::isInstance, within).map(Event.Message.class::cast);
    }

    /**
     * Waits for an event that no command has asked for, but no message, and takes it: the client lost its connection, or
     * came back.
     *
     * @return the oldest that was not taken; empty: none came in time
     * @throws InterruptedException if interrupted
     */
    public Optional<Event> unasked() throws InterruptedException {
        return take(event -> event.command() == Event.UNASKED && !(event instanceof Event.Message));
    }

    /**
     * Waits for an event and takes it.
     *
     * @param wanted tells which
     * @return the oldest of those; empty: none came in time
     * @throws InterruptedException if interrupted
     */
    public Optional<Event> take(Predicate<Event> wanted) throws InterruptedException {
        return take(wanted, patience);
    }

    private Optional<Event> take(Predicate<Event> wanted, Duration within) throws InterruptedException {
        long left = within.toNanos();
        lock.lock();
        try {
            while (true) {
                for (Iterator<Event> each = events.iterator(); each.hasNext(); ) {
                    Event event = each.next();
                    if (wanted.test(event)) {
                        each.remove();
                        return Optional.of(event);
                    }
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = arrived.awaitNanos(Math.min(left, TimeUnit.HOURS.toNanos(1)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return what came and was not taken, oldest first} */
    public List<Event> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a client that has done nothing wrong: another may be had sooner for it. */
    public void retire() {
        client.retire();
    }

    @Override
    public void close() {
        client.close();
    }
}
