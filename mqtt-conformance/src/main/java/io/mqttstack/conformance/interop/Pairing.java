package io.mqttstack.conformance.interop;

import io.mqttstack.client.Credentials;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.conformance.Subject;
import io.mqttstack.conformance.client.ClientDriver;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.Versions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** One run of one case with one client and one broker, in one version. For one thread. */
public final class Pairing implements AutoCloseable {
    private final ClientUnderTest client;
    private final Versions spoken;
    private final Subject broker;
    private final ProtocolVersion version;
    private final String tag;
    private final Duration patience;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean sound;

    /**
     * Starts a run.
     *
     * @param client the client
     * @param spoken learns what versions the client speaks
     * @param broker the broker
     * @param version what is spoken
     * @param tag tells this run from all others: 1 to 10 letters or digits
     * @param patience the longest wait for any one step
     */
    public Pairing(
            ClientUnderTest client,
            Versions spoken,
            Subject broker,
            ProtocolVersion version,
            String tag,
            Duration patience) {
        this.client = client;
        this.spoken = spoken;
        this.broker = broker;
        this.version = version;
        this.tag = tag;
        this.patience = patience;
    }

    ProtocolVersion version() {
        return version;
    }

    String topic(String name) {
        return "mqttstack/" + tag + "/" + name;
    }

    String url() {
        return "mqtt://" + broker.endpoint().host() + ":" + broker.endpoint().port();
    }

    /** The CONNECT of a client with a new session and the broker's credentials. */
    Connect.Builder packet(String role) {
        Connect.Builder packet =
                Connect.builder(version, "msi" + tag + role).cleanStart(true).keepAlive(60);
        Credentials known = broker.credentials().orElse(Credentials.NONE);
        known.userName().ifPresent(packet::userName);
        known.password().ifPresent(packet::password);
        return packet;
    }

    /** A client that is not connected yet. */
    Party party() {
        ClientDriver driver = new ClientDriver(client, patience);
        opened.push(() -> end(driver));
        spoken.learn(driver.client().features());
        return new Party(driver);
    }

    /** A client with a new session that ends with its connection. */
    Party connected(String role) throws InterruptedException {
        Party party = party();
        party.connect(url(), packet(role).build(), false);
        return party;
    }

    CuttingProxy proxy(CuttingProxy.Passage passage) throws IOException {
        CuttingProxy proxy = new CuttingProxy(
                new InetSocketAddress(
                        broker.endpoint().host(), broker.endpoint().port()),
                passage);
        opened.push(proxy);
        return proxy;
    }

    private void end(ClientDriver driver) {
        if (sound) {
            driver.retire();
        } else {
            driver.close();
        }
    }

    /** The clients have done nothing wrong, so that what carries them may carry others. */
    void sound() {
        sound = true;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable each = opened.pop();
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("Cannot close " + each, e);
            }
        }
    }
}
