package io.mqttstack.conformance;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.conformance.client.InOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One run of one check: makes clients and connections to the subject, with topics and Client Identifiers that no other
 * run has, and closes them all in the end. For one thread.
 */
public final class Trial implements AutoCloseable {

    /** Longer than any run: a client under test stays away once it is disconnected. */
    private static final Duration NEVER = Duration.ofHours(1);

    private final Subject subject;
    private final Listener listener;
    private final ProtocolVersion version;
    private final ClientRuntime runtime;
    private final String tag;
    private final Duration patience;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /**
     * Starts a run.
     *
     * @param subject the broker
     * @param listener where the clients come in
     * @param version what the clients speak
     * @param runtime carries the clients
     * @param tag tells this run from all others: 1 to 10 letters or digits
     * @param patience how long the subject may take for any one step
     */
    public Trial(
            Subject subject,
            Listener listener,
            ProtocolVersion version,
            ClientRuntime runtime,
            String tag,
            Duration patience) {
        this.subject = subject;
        this.listener = listener;
        this.version = version;
        this.runtime = runtime;
        this.tag = tag;
        this.patience = patience;
    }

    /** {@return the broker} */
    public Subject subject() {
        return subject;
    }

    /** {@return where the clients of this run come in} */
    public Listener listener() {
        return listener;
    }

    /** {@return what the clients of this run speak} */
    public ProtocolVersion version() {
        return version;
    }

    /** {@return how long the subject may take for any one step} */
    public Duration patience() {
        return patience;
    }

    /**
     * Returns a topic of this run alone.
     *
     * @param name the last levels
     * @return a Topic Name
     */
    public String topic(String name) {
        return "mqttstack/" + tag + "/" + name;
    }

    /**
     * Returns a Client Identifier of this run alone: 1 to 23 letters and digits, which every server has to accept
     * [MQTT-3.1.3-5].
     *
     * @param role up to ten letters or digits
     * @return the identifier
     */
    public String identifier(String role) {
        return "mst" + tag + role;
    }

    /**
     * Starts the options of a client: clean, with the subject's credentials, and without reconnecting.
     *
     * @param role tells the clients of this run apart
     * @return a builder
     */
    public ClientOptions.Builder options(String role) {
        ClientOptions.Builder options = ClientOptions.builder(listener.endpoint(), identifier(role))
                .version(version)
                .networkTimeout(patience)
                .reconnect(ReconnectPolicy.fixed(NEVER))
                .handlerGrace(Duration.ZERO)
                .runtime(new ClientRuntime(runtime.transport(), new InOrder(runtime.executor()), runtime.random()));
        listener.tls().ifPresent(options::tls);
        subject.credentials().ifPresent(known -> options.credentials(() -> known));
        return options;
    }

    /**
     * Makes a client, not connected yet.
     *
     * @param options from {@link #options(String)}
     * @return the client, closed with this run
     */
    public TestClient client(ClientOptions.Builder options) {
        TestClient client = new TestClient(options, patience);
        opened.push(client);
        return client;
    }

    /**
     * Makes a client with a session that ends with the connection, and connects it.
     *
     * @param role tells the clients of this run apart
     * @return the client, closed with this run
     * @throws InterruptedException if the time for the case is over
     */
    public TestClient connected(String role) throws InterruptedException {
        TestClient client = client(options(role));
        client.connect();
        return client;
    }

    /**
     * Starts a CONNECT for {@link #raw}, with the subject's credentials.
     *
     * @param role tells the clients of this run apart
     * @return a builder
     */
    public Connect.Builder connect(String role) {
        return connectAs(identifier(role));
    }

    /**
     * Starts a CONNECT with a Client Identifier of its own, with the subject's credentials.
     *
     * @param identifier the Client Identifier, may be empty
     * @return a builder
     */
    public Connect.Builder connectAs(String identifier) {
        Connect.Builder connect = Connect.builder(version, identifier);
        subject.credentials().ifPresent(known -> {
            known.userName().ifPresent(connect::userName);
            known.password().ifPresent(connect::password);
        });
        return connect;
    }

    /**
     * Opens a connection that sends nothing by itself.
     *
     * @return the connection, aborted with this run
     * @throws InterruptedException if the time for the case is over
     */
    public RawConnection raw() throws InterruptedException {
        RawConnection connection = RawConnection.open(runtime.transport(), listener, version, patience);
        opened.push(connection);
        return connection;
    }

    /** Closes everything that was opened, the latest first. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            close(opened.pop());
        }
    }

    private static void close(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot close " + each, e);
        }
    }
}
