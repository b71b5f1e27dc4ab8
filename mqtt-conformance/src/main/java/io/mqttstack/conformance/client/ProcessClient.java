package io.mqttstack.conformance.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A client in a process of its own, which speaks the line protocol on standard input and output. A process that is done with
 * a client is kept for the next.
 */
final class ProcessClient implements ClientUnderTest {
    private static final int AT_A_TIME = 6;

    private final String name;
    private final List<Path> needed;
    private final String remedy;
    private final Arguments arguments;

    /** Those that carry no client now; guarded by itself. */
    private final Deque<ClientProcess> idle = new ArrayDeque<>();

    /** Makes the command line; called when {@link #unavailable()} has found nothing missing. */
    @FunctionalInterface
    interface Arguments {
        List<String> list() throws IOException;
    }

    /**
     * Describes a client.
     *
     * @param name its name
     * @param needed files that have to be there
     * @param remedy what to do if they are not
     * @param arguments the command line
     */
    ProcessClient(String name, List<Path> needed, String remedy, Arguments arguments) {
        this.name = name;
        this.needed = List.copyOf(needed);
        this.remedy = remedy;
        this.arguments = arguments;
    }

    @Override
    public String name() {
        return name;
    }

    /** They wait more than they compute, once they run. */
    @Override
    public int atATime() {
        return AT_A_TIME;
    }

    @Override
    public Optional<String> unavailable() {
        return needed.stream()
                .filter(each -> !Files.exists(each))
                .findFirst()
                .map(each -> "there is no " + each + "; " + remedy);
    }

    @Override
    public ClientInstance open(Consumer<Event> events) {
        unavailable().ifPresent(why -> {
            throw new ClientException(name + " cannot be opened: " + why);
        });
        try {
            Optional<ClientProcess> kept = kept();
            ClientProcess process = kept.isPresent() ? kept.get() : ClientProcess.start(name, arguments.list());
            return new ProcessInstance(process, events, this::keep);
        } catch (IOException e) {
            throw new ClientException(name + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private Optional<ClientProcess> kept() {
        synchronized (idle) {
            for (ClientProcess each = idle.poll(); each != null; each = idle.poll()) {
                if (each.alive()) {
                    return Optional.of(each);
                }
                each.close();
            }
            return Optional.empty();
        }
    }

    private void keep(ClientProcess process) {
        synchronized (idle) {
            if (idle.size() < AT_A_TIME) {
                idle.push(process);
                return;
            }
        }
        process.close();
    }

    @Override
    public void rest() {
        synchronized (idle) {
            idle.forEach(ClientProcess::close);
            idle.clear();
        }
    }
}
