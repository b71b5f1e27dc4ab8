package io.mqttstack.conformance.capability;

import io.mqttstack.client.BadCredentialsException;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Credentials;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.NotAuthorizedException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.RawConnection;
import io.mqttstack.conformance.TestClient;
import io.mqttstack.conformance.Trial;
import java.time.Duration;

/** Who gets in, and who is put out. */
final class Connecting {
    /** Together with the prefix of all identifiers, 23 characters. */
    private static final String LONGEST_ROLE = "Aa0Zz9Mm5Bb1";

    /** The shortest whose half is whole seconds, too. */
    private static final int KEEP_ALIVE_SECONDS = 2;

    /** How late a server may notice that a client is silent: some look every 5 s only, which is little for a usual Keep Alive. */
    private static final Duration COARSE = Duration.ofSeconds(5);

    private Connecting() {}

    static void connect(Trial trial) throws InterruptedException {
        TestClient client = trial.client(trial.options(LONGEST_ROLE));
        ConnectResult result = client.connect();
        Expect.that(
                !result.sessionPresent(),
                "session-present",
                "Session Present is 1 although a clean start was asked for");
        client.disconnect();
    }

    static void wrongCredentials(Trial trial) throws InterruptedException {
        Credentials right = trial.subject()
                .credentials()
                .orElseThrow(() -> Finding.untested("the broker is not known to ask for credentials"));
        Credentials wrong = Credentials.of(right.userName().orElse("nobody"), "not the password");
        TestClient client = trial.client(trial.options("w").credentials(() -> wrong));
        try {
            client.tryConnect();
        } catch (BadCredentialsException | NotAuthorizedException e) {
            boolean sessionPresent = e.packet().orElse(null) instanceof ConnAck connAck && connAck.sessionPresent();
            Expect.that(!sessionPresent, "session-present", "The refusal has Session Present 1");
            return;
        } catch (MqttException e) {
            if (e.packet().isEmpty()) {
                throw Finding.nonStrict("no-connack", "The refusal comes without CONNACK: " + e.getMessage());
            }
            throw Finding.failure("wrong-code", "The refusal has another code: " + e.getMessage());
        }
        throw Finding.failure("accepted", "A wrong password was accepted");
    }

    static void keepAlive(Trial trial) throws InterruptedException {
        RawConnection silent = trial.raw();
        ConnAck connAck =
                silent.connect(trial.connect("k").keepAlive(KEEP_ALIVE_SECONDS).build());
        int seconds = connAck.properties().serverKeepAlive().orElse(KEEP_ALIVE_SECONDS);
        Duration keepAlive = Duration.ofSeconds(seconds);
        if (keepAlive.compareTo(trial.patience()) > 0 && seconds > KEEP_ALIVE_SECONDS) {
            throw Finding.untested("the server asks for a Keep Alive of " + seconds + " s, too long to wait for");
        }
        Duration due = keepAlive.multipliedBy(3).dividedBy(2);
        Duration closed = silent.awaitClosed(due.plus(trial.patience()).plus(COARSE))
                .orElseThrow(() -> Finding.failure(
                        "not-disconnected",
                        "A client that was silent stayed connected, with Keep Alive " + seconds + " s"));
        String when = "A silent client was disconnected after " + closed.toMillis() + " ms, with Keep Alive " + seconds
                + " s";
        Expect.that(closed.compareTo(keepAlive) >= 0, "disconnected-early", when);
        if (closed.compareTo(due.plus(COARSE)) > 0) {
            throw Finding.nonStrict("disconnected-late", when);
        }
    }

    static void takeOver(Trial trial) throws InterruptedException {
        TestClient first = trial.connected("same");
        TestClient second = trial.connected("same");
        MqttException loss = first.awaitLoss();
        String topic = trial.topic("taken-over");
        second.subscribe(topic, QoS.AT_LEAST_ONCE);
        second.publish(Expect.of(topic, "still here", QoS.AT_LEAST_ONCE));
        second.receive();
        if (trial.version() == ProtocolVersion.V5_0) {
            boolean told = loss.packet().orElse(null) instanceof Disconnect disconnect
                    && disconnect.reasonCode() == DisconnectReasonCode.SESSION_TAKEN_OVER;
            Expect.that(
                    told,
                    "no-disconnect-8e",
                    "The first connection ended without DISCONNECT 0x8E: " + loss.getMessage());
        }
    }
}
