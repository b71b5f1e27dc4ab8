package io.mqttstack.conformance.client;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.conformance.jvm.JavaProgram;
import io.mqttstack.conformance.jvm.Rehearsal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The clients that can be named on a command line.
 *
 * <table>
 * <caption>Names</caption>
 * <tr><th>Name</th><th>What runs</th></tr>
 * <tr><td>{@code ours}</td><td>the client of this project, in this process</td></tr>
 * <tr><td>{@code ours-process}</td><td>the same behind the line protocol, in a process of its own</td></tr>
 * <tr><td>{@code hivemq paho3 paho5 vertx}</td><td>a JVM with a library of that name</td></tr>
 * <tr><td>{@code mqttjs}</td><td>Node.js with MQTT.js, once its packages were fetched by npm</td></tr>
 * <tr><td>{@code command:words}</td><td>any program that speaks the line protocol; spaces separate its arguments</td></tr>
 * </table>
 */
public final class Clients implements AutoCloseable {
    /** Our client in a process of its own. */
    public static final String OWN_PROCESS = "ours-process";

    private static final String COMMAND = "command:";
    private static final String JAVASCRIPT = "mqttjs";
    /** For processes that live for seconds. */
    private static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** A connection that nobody accepts loads almost all that one needs. */
    private static final Rehearsal REHEARSAL = new Rehearsal(
            directory -> List.of(),
            List.of("{\"number\":1,\"command\":\"connect\",\"url\":\"mqtt://127.0.0.1:1\",\"version\":\"3.1.1\","
                    + "\"clientIdentifier\":\"rehearsal\",\"cleanStart\":true,\"keepAlive\":60}"));

    private static final List<String> JAVA = List.of("hivemq", "paho3", "paho5", "vertx");

    private final ClientRuntime runtime;
    private final Path modules;

    /** Those that keep processes; guarded by itself. */
    private final List<ProcessClient> made = new ArrayList<>();

    /**
     * Clients of a machine.
     *
     * @param runtime carries our own clients; belongs to the caller
     * @param modules the directory of the other clients, {@code mqtt-conformance/clients} of the sources
     */
    public Clients(ClientRuntime runtime, Path modules) {
        this.runtime = runtime;
        this.modules = modules.toAbsolutePath();
    }

    /** {@return the names of all clients, ours first; unmodifiable} */
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of(OwnClient.NAME, OWN_PROCESS));
        names.addAll(peers());
        return List.copyOf(names);
    }

    /** {@return the names of the clients of others; unmodifiable} */
    public List<String> peers() {
        List<String> names = new ArrayList<>(JAVA);
        names.add(JAVASCRIPT);
        return List.copyOf(names);
    }

    /**
     * Names a client that is known by its command line.
     *
     * @param line a program and its arguments, separated by spaces
     * @return a name for {@link #create}
     */
    public static String command(String line) {
        return COMMAND + line.strip();
    }

    /**
     * Makes a client. Whether it can be opened is for {@link ClientUnderTest#unavailable()} to say.
     *
     * @param name one of {@link #names()}, or from {@link #command}
     * @return the client
     * @throws IllegalArgumentException if there is none of this name
     */
    public ClientUnderTest create(String name) {
        if (name.equals(OwnClient.NAME)) {
            return new OwnClient(runtime);
        } else if (name.equals(OWN_PROCESS)) {
            return process(
                    name,
                    List.of(),
                    "",
                    () -> java(System.getProperty("java.class.path"), ProtocolServer.class.getName()));
        } else if (name.equals(JAVASCRIPT)) {
            Path module = modules.resolve(name);
            Path program = module.resolve("client.mjs");
            return process(
                    name,
                    List.of(program, module.resolve("node_modules")),
                    "run npm install --no-package-lock in " + module,
                    () -> List.of("node", program.toString()));
        } else if (JAVA.contains(name)) {
            return library(name);
        } else if (name.startsWith(COMMAND)) {
            List<String> words = List.of(name.substring(COMMAND.length()).split(" +"));
            return process(name, List.of(), "", () -> words);
        }
        throw new IllegalArgumentException("no client " + name + "; there are " + String.join(", ", names()));
    }

    private ProcessClient library(String name) {
        Path build = modules.resolve(name).resolve("target");
        Path classPath = build.resolve("client.classpath");
        JavaProgram program =
                new JavaProgram(build, classPath, "io.mqttstack.clients." + name + ".Main", OPTIONS, REHEARSAL);
        return process(
                name,
                List.of(classPath, build.resolve("classes")),
                "run mvn package in " + modules,
                () -> program.command(List.of()));
    }

    private ProcessClient process(String name, List<Path> needed, String remedy, ProcessClient.Arguments arguments) {
        ProcessClient client = new ProcessClient(name, needed, remedy, arguments);
        synchronized (made) {
            made.add(client);
        }
        return client;
    }

    /** Ends the processes that are kept for further clients. */
    @Override
    public void close() {
        synchronized (made) {
            made.forEach(ProcessClient::rest);
            made.clear();
        }
    }

    private static List<String> java(String classPath, String main) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", classPath, main));
        return command;
    }
}
