package io.mqttstack.conformance.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A client in a process of its own, which speaks the line protocol on standard input and output. */
final class ProcessClient implements ClientUnderTest {
    private final String name;
    private final List<Path> needed;
    private final String remedy;
    private final Arguments arguments;

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

    /** A process computes for a second before it says hello. */
    @Override
    public int atATime() {
        return 3;
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
            return ProcessInstance.start(name, arguments.list(), events);
        } catch (IOException e) {
            throw new ClientException(name + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
