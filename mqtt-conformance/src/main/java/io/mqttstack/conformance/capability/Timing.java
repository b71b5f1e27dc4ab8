package io.mqttstack.conformance.capability;

import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.RawConnection;
import io.mqttstack.conformance.TestClient;
import io.mqttstack.conformance.Trial;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** What a server does in its own time: it counts Message Expiry Intervals down, and waits with a Will. */
final class Timing {
    private static final Duration WAITING = Duration.ofMillis(2_200);
    private static final int WAITED_SECONDS = 2;
    private static final long LONG_SECONDS = 600;
    private static final long SHORT_SECONDS = 1;
    private static final long SESSION_SECONDS = 60;
    private static final long DELAY_SECONDS = 2;

    private Timing() {}

    /** Another second is left to a server whose clock counts seconds; more than the whole time has not passed. */
    static void counted(Trial trial) throws InterruptedException {
        long start = System.nanoTime();
        List<Publish> came = waited(trial, LONG_SECONDS, 1);
        long longest = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 2;
        Expect.that(came.size() == 1, "not-delivered", "One message was due, " + came.size() + " came");
        OptionalLong left = came.get(0).properties().messageExpiryInterval();
        Expect.that(left.isPresent(), "no-interval", "The Message Expiry Interval was not forwarded");
        long gone = LONG_SECONDS - left.getAsLong();
        Expect.that(
                gone >= WAITED_SECONDS - 1 && gone <= longest,
                "wrong-interval",
                "A message waited for " + WAITED_SECONDS + " to " + longest + " s, and its Message Expiry Interval of "
                        + LONG_SECONDS + " s came as " + left.getAsLong());
    }

    static void expired(Trial trial) throws InterruptedException {
        Expect.that(
                waited(trial, SHORT_SECONDS, 0).isEmpty(),
                "expired-message",
                "A message came " + WAITED_SECONDS + " s after it was published, with a Message Expiry Interval of "
                        + SHORT_SECONDS + " s");
    }

    /** Publishes for a session whose client comes back a while later. */
    private static List<Publish> waited(Trial trial, long expirySeconds, int due) throws InterruptedException {
        String topic = trial.topic("expiring");
        String end = trial.topic("end");
        RawConnection before = trial.raw();
        before.connect(kept(trial, "away").cleanStart(true).build());
        for (String filter : List.of(topic, end)) {
            before.subscribe(List.of(Subscription.of(TopicFilter.of(filter), QoS.AT_LEAST_ONCE)));
        }
        before.send(new Disconnect(DisconnectReasonCode.NORMAL_DISCONNECTION));
        before.awaitClosed(trial.patience());
        RawConnection publisher = trial.raw();
        publisher.connect(trial.connect("pub").build());
        Publish.Properties expiring = Publish.Properties.builder()
                .messageExpiryInterval(expirySeconds)
                .build();
        publisher.send(
                new Publish(TopicName.of(topic), Bytes.utf8("text"), QoS.AT_LEAST_ONCE, false, false, 1, expiring));
        publisher.next("publish-incomplete", "PUBLISH was not answered");
        Expect.that(publisher.awaitClosed(WAITING).isEmpty(), "closed", "The server closed an idle connection");
        RawConnection after = trial.raw();
        after.connect(kept(trial, "away").cleanStart(false).build());
        trial.connected("last").publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        List<Publish> came = after.receiveUntil(end, due);
        trial.connected("away").disconnect();
        return came;
    }

    private static Connect.Builder kept(Trial trial, String role) {
        return trial.connect(role)
                .properties(Connect.Properties.builder()
                        .sessionExpiryInterval(SESSION_SECONDS)
                        .build());
    }

    /** A second less is left to a server whose clock counts seconds. */
    static void willDelay(Trial trial) throws InterruptedException {
        String topic = trial.topic("will/delayed");
        TestClient heir = heir(trial, topic);
        RawConnection client = mortal(trial, "first", topic);
        long cut = System.nanoTime();
        client.abort();
        Expect.message(heir.receive(afterDelay(trial)), topic, Bytes.utf8("will"));
        Duration passed = Duration.ofNanos(System.nanoTime() - cut);
        trial.connected("first").disconnect();
        Expect.that(
                passed.compareTo(Duration.ofSeconds(DELAY_SECONDS - 1)) >= 0,
                "will-too-early",
                "A Will with a Will Delay Interval of " + DELAY_SECONDS + " s was published after " + passed.toMillis()
                        + " ms");
    }

    /** Of two clients that are cut one after the other, the first comes back in time, and only the Will of the other comes. */
    static void willDelayReturn(Trial trial) throws InterruptedException {
        String dropped = trial.topic("will/dropped");
        String due = trial.topic("will/due");
        TestClient heir = heir(trial, dropped, due);
        RawConnection first = mortal(trial, "first", dropped);
        RawConnection second = mortal(trial, "second", due);
        long cut = System.nanoTime();
        first.abort();
        trial.raw().connect(kept(trial, "first").cleanStart(false).build());
        if (System.nanoTime() - cut > Duration.ofSeconds(DELAY_SECONDS).toNanos()) {
            throw new IllegalStateException("The client was not back before the Will Delay Interval was over");
        }
        second.abort();
        Expect.that(
                heir.receive(afterDelay(trial)).topic().value().equals(due),
                "will-after-return",
                "The Will of a client that came back within its Will Delay Interval was published");
        trial.connected("first").disconnect();
        trial.connected("second").disconnect();
    }

    private static Duration afterDelay(Trial trial) {
        return trial.patience().plusSeconds(DELAY_SECONDS);
    }

    private static TestClient heir(Trial trial, String... topics) throws InterruptedException {
        TestClient heir = trial.connected("heir");
        for (String topic : topics) {
            heir.subscribe(topic, QoS.AT_LEAST_ONCE);
        }
        return heir;
    }

    private static RawConnection mortal(Trial trial, String role, String topic) throws InterruptedException {
        Will.Properties delay =
                Will.Properties.builder().willDelayInterval(DELAY_SECONDS).build();
        RawConnection connection = trial.raw();
        connection.connect(kept(trial, role)
                .cleanStart(true)
                .will(new Will(TopicName.of(topic), Bytes.utf8("will"), QoS.AT_LEAST_ONCE, false, delay))
                .build());
        return connection;
    }
}
