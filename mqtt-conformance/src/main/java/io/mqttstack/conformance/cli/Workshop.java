package io.mqttstack.conformance.cli;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.conformance.Runner;
import io.mqttstack.conformance.Suite;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.client.Clients;
import io.mqttstack.conformance.rule.ClientRunner;
import io.mqttstack.transport.nio.NioTransport;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;

/** What a run needs and leaves nothing of: a transport, runners, clients, and a directory for the brokers. */
final class Workshop implements AutoCloseable {
    private final Path directory;
    private final NioTransport transport = NioTransport.create();
    private final Runner runner;
    private final ClientRunner clientRunner = new ClientRunner(InstantSource.system(), ClientRunner.Limits.DEFAULT);
    private final Clients clients;

    private Workshop(Path directory, Surroundings surroundings) {
        this.directory = directory;
        ClientRuntime runtime =
                new ClientRuntime(transport, ClientRuntime.defaultExecutor(), surroundings.random()::nextDouble);
        this.runner = new Runner(runtime, InstantSource.system(), Runner.Limits.DEFAULT);
        this.clients = new Clients(
                runtime, surroundings.home().resolve("mqtt-conformance").resolve("clients"));
    }

    static Workshop open(Surroundings surroundings) throws IOException {
        return new Workshop(Files.createTempDirectory("mqtt-conformance"), surroundings);
    }

    Path directory() {
        return directory;
    }

    /** The clients that can be named. */
    Clients clients() {
        return clients;
    }

    ClientRunner clientRunner() {
        return clientRunner;
    }

    Suite suite(Brokers brokers) {
        return new Suite(brokers::create, runner, InstantSource.system(), directory);
    }

    @Override
    public void close() throws IOException {
        runner.close();
        clientRunner.close();
        clients.close();
        transport.close();
        delete(directory);
    }

    /** A broker that was just killed may still be seen to take files away itself. */
    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, java.io.IOException failure) throws IOException {
                Files.deleteIfExists(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
