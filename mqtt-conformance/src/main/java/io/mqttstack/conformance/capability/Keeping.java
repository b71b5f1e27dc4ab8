package io.mqttstack.conformance.capability;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Message;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.RawConnection;
import io.mqttstack.conformance.TestClient;
import io.mqttstack.conformance.Trial;
import java.util.List;

/** What a broker keeps for later: retained messages, Wills and sessions. */
final class Keeping {
    private static final long SESSION_SECONDS = 60;

    private Keeping() {}

    static void retained(Trial trial) throws InterruptedException {
        String topic = trial.topic("retained");
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.retained(topic, "first"));
        TestClient early = trial.connected("early");
        early.subscribe(topic, QoS.AT_LEAST_ONCE);
        Message stored = early.receive();
        Expect.message(stored, topic, Bytes.utf8("first"));
        Expect.that(stored.retain(), "no-retain-flag", "A stored message came with RETAIN 0");

        publisher.publish(Expect.retained(topic, "second"));
        Message live = early.receive();
        Expect.message(live, topic, Bytes.utf8("second"));
        Expect.that(!live.retain(), "live-retain-flag", "A live message came with RETAIN 1");
        TestClient late = trial.connected("late");
        late.subscribe(topic, QoS.AT_LEAST_ONCE);
        Expect.message(late.receive(), topic, Bytes.utf8("second"));

        publisher.publish(Expect.retained(topic, ""));
        Expect.message(early.receive(), topic, Bytes.EMPTY);
        TestClient last = trial.connected("last");
        last.subscribe(topic, QoS.AT_LEAST_ONCE);
        String end = trial.topic("end");
        last.subscribe(end, QoS.AT_LEAST_ONCE);
        publisher.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        Expect.that(
                last.receiveUntil(end).isEmpty(),
                "not-erased",
                "A retained message outlived the empty one that erases it");
    }

    /** A message with RETAIN 0 passes by the one that is kept. */
    static void notRetained(Trial trial) throws InterruptedException {
        String topic = trial.topic("passing");
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.retained(topic, "kept"));
        publisher.publish(Expect.of(topic, "passing", QoS.AT_LEAST_ONCE));
        TestClient late = trial.connected("late");
        late.subscribe(topic, QoS.AT_LEAST_ONCE);
        Message stored = late.receive();
        publisher.publish(Expect.retained(topic, ""));
        Expect.that(
                stored.payload().equals(Bytes.utf8("kept")),
                "replaced",
                "A message with RETAIN 0 replaced the kept one");
    }

    static void willRetained(Trial trial) throws InterruptedException {
        String topic = trial.topic("will/retained");
        TestClient heir = trial.connected("heir");
        heir.subscribe(topic, QoS.AT_LEAST_ONCE);
        cut(trial, topic, true);
        heir.receive();
        TestClient late = trial.connected("late");
        late.subscribe(topic, QoS.AT_LEAST_ONCE);
        try {
            Expect.message(late.receive(), topic, Bytes.utf8("will"));
        } catch (Finding e) {
            throw e.symptom().equals("not-delivered")
                    ? Finding.failure("will-not-retained", "A Will with Will Retain 1 was published, and not kept")
                    : e;
        }
        late.publish(Expect.retained(topic, ""));
    }

    static void will(Trial trial) throws InterruptedException {
        String topic = trial.topic("will");
        TestClient heir = trial.connected("heir");
        heir.subscribe(topic, QoS.AT_LEAST_ONCE);
        cut(trial, topic, false);
        Message message = heir.receive();
        Expect.message(message, topic, Bytes.utf8("will"));
        Expect.that(!message.retain(), "retained-will", "The Will came with RETAIN 1");
    }

    /** The Will of a connection that ended by DISCONNECT does not come before the later one of a connection that is cut. */
    static void willDropped(Trial trial) throws InterruptedException {
        String dropped = trial.topic("will/dropped");
        String due = trial.topic("will/due");
        TestClient heir = trial.connected("heir");
        heir.subscribe(dropped, QoS.AT_LEAST_ONCE);
        heir.subscribe(due, QoS.AT_LEAST_ONCE);
        TestClient orderly = trial.client(trial.options("orderly").will(Expect.of(dropped, "will", QoS.AT_LEAST_ONCE)));
        orderly.connect();
        orderly.disconnect();
        cut(trial, due, false);
        Expect.that(
                heir.receive().topic().value().equals(due),
                "will-after-disconnect",
                "A Will was published after DISCONNECT");
    }

    private static void cut(Trial trial, String topic, boolean retain) throws InterruptedException {
        RawConnection connection = trial.raw();
        Will will = new Will(TopicName.of(topic), Bytes.utf8("will"), QoS.AT_LEAST_ONCE, retain, Will.Properties.NONE);
        connection.connect(trial.connect("cut").will(will).build());
        connection.abort();
    }

    static void sessionPresent(Trial trial) throws InterruptedException {
        TestClient client = trial.client(session(trial));
        try {
            ConnectResult first = client.connect();
            Expect.that(!first.sessionPresent(), "session-present", "A session was present before there was any");
            client.subscribe(trial.topic("session"), QoS.AT_LEAST_ONCE);
            client.disconnect();
            ConnectResult second = client.connect();
            Expect.that(
                    second.sessionPresent(), "no-session-present", "Session Present is 0 for a session that was kept");
        } finally {
            client.close();
            forget(trial);
        }
    }

    /** Asked by a second client, which does not subscribe by itself. */
    static void sessionQueue(Trial trial) throws InterruptedException {
        String topic = trial.topic("session");
        TestClient before = trial.client(session(trial));
        TestClient after = trial.client(
                trial.options("kept").session(kept(trial).acceptUnknownSession().build()));
        try {
            before.connect();
            before.subscribe(topic, QoS.AT_LEAST_ONCE);
            before.disconnect();
            TestClient publisher = trial.connected("pub");
            List<String> numbers = List.of("1", "2", "3");
            for (String number : numbers) {
                publisher.publish(Expect.of(topic, number, QoS.AT_LEAST_ONCE));
            }
            after.connect();
            for (String number : numbers) {
                Expect.message(after.receive(), topic, Bytes.utf8(number));
            }
        } finally {
            before.close();
            after.close();
            forget(trial);
        }
    }

    /** What a session was subscribed to does not come to one that a clean start has made in its place. */
    static void clean(Trial trial) throws InterruptedException {
        String topic = trial.topic("forgotten");
        String end = trial.topic("end");
        TestClient before = trial.client(session(trial));
        before.connect();
        before.subscribe(topic, QoS.AT_LEAST_ONCE);
        before.disconnect();
        RawConnection after = trial.raw();
        ConnAck connAck = after.connect(trial.connect("kept").cleanStart(true).build());
        Expect.that(!connAck.sessionPresent(), "session-present", "Session Present is 1 after a clean start");
        after.subscribe(List.of(Subscription.of(TopicFilter.of(end), QoS.AT_LEAST_ONCE)));
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.of(topic, "for nobody", QoS.AT_LEAST_ONCE));
        publisher.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        Expect.that(
                after.receiveUntil(end).isEmpty(),
                "session-survived",
                "A subscription of a session outlived the clean start of another");
    }

    private static ClientOptions.Builder session(Trial trial) {
        return trial.options("kept").session(kept(trial).build());
    }

    private static SessionOptions.Builder kept(Trial trial) {
        SessionOptions.Builder kept = SessionOptions.builder().cleanStart(false);
        return trial.version() == ProtocolVersion.V5_0 ? kept.sessionExpiryInterval(SESSION_SECONDS) : kept;
    }

    /** Leaves no session behind on a broker that is not ours. */
    private static void forget(Trial trial) throws InterruptedException {
        trial.connected("kept").disconnect();
    }
}
