package io.mqttstack.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.store.MemoryStore;
import io.mqttstack.client.store.SessionChange;
import io.mqttstack.client.store.SessionChange.Connected;
import io.mqttstack.client.store.SessionChange.Queued;
import io.mqttstack.client.store.SessionChange.Received;
import io.mqttstack.client.store.SessionSnapshot;
import io.mqttstack.client.store.SessionStore;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client, a server and a network in between, in random steps: either side publishes, packets arrive or are lost with their
 * connection, the store keeps some of what it was given, the client crashes, and the server loses its session. In the end nothing is missing, and nothing of
 * QoS 2 is there twice.
 */
class CrashTest {
    private static final int SEEDS = 1_000;
    private static final int STEPS = 250;

    @ParameterizedTest
    @EnumSource
    void losesNothingAndDoublesNothing(ProtocolVersion version) {
        long first = System.nanoTime();
        Counts counts = new Counts();
        for (long seed = first; seed < first + SEEDS; seed++) {
            try {
                new World(version, seed, counts).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertTrue(counts.crashes > SEEDS, "crashes: " + counts.crashes);
        assertTrue(counts.resent > SEEDS, "sent again after a crash: " + counts.resent);
        assertTrue(version == ProtocolVersion.V3_1 || counts.lost > SEEDS / 3, "lost sessions: " + counts.lost);
        assertTrue(counts.recognised > SEEDS / 3, "known after a crash: " + counts.recognised);
    }

    /** What has really happened, so that a world in which nothing does is found out. */
    private static final class Counts {
        int crashes;
        int resent;
        int recognised;
        int lost;
    }

    /** The server's side of a session. */
    private static final class Server {
        final Map<String, Integer> delivered = new TreeMap<>();
        final Set<Integer> received = new HashSet<>();
        final Map<Integer, Publish> unacknowledged = new TreeMap<>();
        final Set<Integer> released = new HashSet<>();
        final Queue<Packet> toClient = new ArrayDeque<>();
        private int identifier;
        boolean known;

        void receive(Packet packet) {
            if (packet instanceof Publish publish) {
                String text = publish.payload().utf8();
                boolean again = publish.qos() == QoS.EXACTLY_ONCE && !received.add(publish.packetIdentifier());
                if (!again) {
                    delivered.merge(text, 1, Integer::sum);
                }
                toClient.add(
                        publish.qos() == QoS.EXACTLY_ONCE
                                ? new PubRec(publish.packetIdentifier())
                                : new PubAck(publish.packetIdentifier()));
            } else if (packet instanceof PubRel release) {
                received.remove(release.packetIdentifier());
                toClient.add(new PubComp(release.packetIdentifier()));
            } else if (packet instanceof PubAck ack) {
                unacknowledged.remove(ack.packetIdentifier());
            } else if (packet instanceof PubRec rec) {
                if (unacknowledged.containsKey(rec.packetIdentifier())) {
                    released.add(rec.packetIdentifier());
                }
                toClient.add(new PubRel(rec.packetIdentifier()));
            } else if (packet instanceof PubComp comp) {
                if (released.remove(comp.packetIdentifier())) {
                    unacknowledged.remove(comp.packetIdentifier());
                }
            }
        }

        /** With few identifiers, so that they are soon used again. */
        void publish(String text, QoS qos) {
            do {
                identifier = identifier % 5 + 1;
            } while (unacknowledged.containsKey(identifier));
            Publish publish = packet(text, qos, identifier, false);
            unacknowledged.put(identifier, publish);
            toClient.add(publish);
        }

        /** Loses the session, and what it was to send in it. */
        void lose(Consumer<String> text) {
            unacknowledged.values().forEach(each -> text.accept(each.payload().utf8()));
            received.clear();
            released.clear();
            unacknowledged.clear();
            known = false;
        }

        void connected() {
            known = true;
            for (Map.Entry<Integer, Publish> each : unacknowledged.entrySet()) {
                boolean sent = released.contains(each.getKey());
                Publish publish = each.getValue();
                toClient.add(
                        sent
                                ? new PubRel(each.getKey())
                                : packet(publish.payload().utf8(), publish.qos(), each.getKey(), true));
            }
        }
    }

    private static Publish packet(String text, QoS qos, int identifier, boolean duplicate) {
        return new Publish(
                TopicName.of("t"), Bytes.utf8(text), qos, false, duplicate, identifier, Publish.Properties.NONE);
    }

    private static final class World implements SessionStore.Progress, SessionEffects {
        private final SplittableRandom random;
        private final ProtocolVersion version;
        private final Counts counts;
        private final MemoryStore store = new MemoryStore();
        private final Server server = new Server();
        private final Queue<Packet> toServer = new ArrayDeque<>();
        private final List<Inbound> handling = new ArrayList<>();
        private final Queue<Inbound> settled = new ArrayDeque<>();

        /** How often the application was done with each message of the server. */
        private final Map<String, Integer> handled = new HashMap<>();

        /** Handled, and that is not kept yet. */
        private final Set<String> notKept = new HashSet<>();

        /** How often a crash came before that was kept, so that the message comes again. */
        private final Map<String, Integer> forgotten = new HashMap<>();

        private final Set<String> durable = new HashSet<>();

        /** Of QoS 2, and published before the server lost the session, or the server's own that went with it. */
        private final Set<String> mayBeLost = new HashSet<>();

        private final List<String> published = new ArrayList<>();
        private final Map<String, Integer> identifiers = new HashMap<>();
        private @Nullable KeptEffects kept;
        private SessionState session;
        private boolean connected;
        private boolean connecting;
        private int messages;

        World(ProtocolVersion version, long seed, Counts counts) {
            this.version = version;
            this.random = new SplittableRandom(seed);
            this.counts = counts;
            this.session = start();
        }

        private SessionState start() {
            kept = null;
            var stored = store.open("client", this);
            KeptEffects effects = new KeptEffects(this, stored, () -> 0, () -> 0);
            SessionState started = new SessionState(
                    new SessionSettings(version, true, 4, 0, 0, false, false, true), effects, settled::add);
            SessionSnapshot snapshot = stored.snapshot();
            snapshot.messages()
                    .forEach(each -> durable.add(each.message().payload().utf8()));
            counts.recognised += snapshot.received().size();
            started.restore(snapshot, each -> new SessionFixture.Ending(each.message(), 0));
            kept = effects;
            return started;
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step(random.nextInt(100));
            }
            store.quick = true;
            store.keep(store.underWay().size());
            for (int quiet = 0; quiet < 3; quiet++) {
                cut();
                connect();
                settle();
            }
            judge();
        }

        private void step(int dice) {
            if (dice < 15) {
                publish();
            } else if (dice < 25) {
                if (server.known && server.unacknowledged.size() < 4) {
                    server.publish("s" + messages++ + "/" + qos(), last);
                    if (!connected) {
                        server.toClient.clear();
                    }
                }
            } else if (dice < 45) {
                toServer();
            } else if (dice < 65) {
                toClient();
            } else if (dice < 80) {
                if (!store.underWay().isEmpty()) {
                    note(random.nextInt(store.underWay().size()) + 1, true);
                    pump();
                }
            } else if (dice < 88) {
                handle();
            } else if (dice < 95) {
                if (connected) {
                    if (random.nextInt(4) == 0) {
                        cut();
                    }
                } else {
                    connect();
                }
            } else if (dice < 98) {
                crash();
            } else if (version != ProtocolVersion.V3_1 && !connected && !connecting) {
                counts.lost++;
                server.lose(mayBeLost::add);
                mayBeLost.addAll(published);
            }
        }

        private QoS last = QoS.AT_LEAST_ONCE;

        private int qos() {
            last = random.nextBoolean() ? QoS.AT_LEAST_ONCE : QoS.EXACTLY_ONCE;
            return last.value();
        }

        private void publish() {
            String text = "c" + messages++ + "/" + qos();
            published.add(text);
            session.publish(new SessionFixture.Ending(
                    Message.builder(TopicName.of("t")).payload(text).qos(last).build(), 0));
            pump();
        }

        private void toServer() {
            Packet next = toServer.poll();
            if (next != null) {
                if (next instanceof Publish publish && publish.duplicate()) {
                    counts.resent++;
                }
                server.receive(next);
                if (!connected) {
                    server.toClient.clear();
                }
            }
        }

        private void toClient() {
            Packet next = connected ? server.toClient.poll() : null;
            if (next instanceof Publish publish) {
                identifiers.put(publish.payload().utf8(), publish.packetIdentifier());
                session.received(new SessionFixture.Lent(publish));
            } else if (next != null) {
                session.received(next, 0);
            }
            pump();
        }

        /** The application is done with some message. */
        private void handle() {
            if (handling.isEmpty()) {
                return;
            }
            Inbound inbound = handling.remove(random.nextInt(handling.size()));
            String text = inbound.message().payload().utf8();
            handled.merge(text, 1, Integer::sum);
            if (text.endsWith("/2")) {
                notKept.add(text);
            }
            inbound.acknowledge();
            for (Inbound next = settled.poll(); next != null; next = settled.poll()) {
                session.settle(next);
            }
            pump();
        }

        private void pump() {
            if (connected) {
                session.pump(0);
            }
        }

        /** Notes what is about to be kept. */
        private void note(int changes, boolean tells) {
            for (var each : store.underWay().subList(0, changes)) {
                if (each instanceof Queued queued) {
                    durable.add(queued.message().payload().utf8());
                } else if (each instanceof Received received) {
                    notKept.removeIf(text -> received.packetIdentifier() == identifiers.getOrDefault(text, 0));
                }
            }
            if (tells) {
                store.keep(changes);
            } else {
                store.crash(changes);
            }
        }

        private void connect() {
            if (connecting) {
                return;
            }
            connecting = true;
            session.connecting(() -> {
                connecting = false;
                connected = true;
                toServer.clear();
                server.toClient.clear();
                boolean present = server.known && version != ProtocolVersion.V3_1;
                ConnAck connAck = new ConnAck(present, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE);
                server.connected();
                session.connected(connAck, session.resumes(connAck, false), 0);
                if (!present && version != ProtocolVersion.V3_1) {
                    keepTheLoss();
                }
            });
        }

        /** If a crash came before that is kept, no client could tell a lost session from one that is resumed. */
        private void keepTheLoss() {
            List<SessionChange> changes = store.underWay();
            for (int i = 0; i < changes.size(); i++) {
                if (changes.get(i) instanceof Connected) {
                    note(i + 1, true);
                    return;
                }
            }
        }

        private void cut() {
            if (connected) {
                connected = false;
                while (!toServer.isEmpty() && random.nextBoolean()) {
                    toServer();
                }
                toServer.clear();
                server.toClient.clear();
                session.disconnected();
            }
        }

        private void crash() {
            counts.crashes++;
            connected = false;
            connecting = false;
            while (!toServer.isEmpty() && random.nextBoolean()) {
                toServer();
            }
            toServer.clear();
            server.toClient.clear();
            handling.clear();
            settled.clear();
            note(random.nextInt(store.underWay().size() + 1), false);
            notKept.forEach(text -> forgotten.merge(text, 1, Integer::sum));
            notKept.clear();
            session = start();
        }

        private void settle() {
            for (int i = 0; i < 10_000 && busy(); i++) {
                toServer();
                toClient();
                handle();
            }
        }

        private boolean busy() {
            return !toServer.isEmpty() || !server.toClient.isEmpty() || !handling.isEmpty();
        }

        private void judge() {
            assertEquals(0, session.outboundMessages(), "messages that are not acknowledged");
            assertEquals(Map.of(), server.unacknowledged, "of the server");
            assertEquals(List.of(), store.contents().snapshot().messages(), "left in the store");
            assertEquals(List.of(), store.contents().snapshot().received(), "left in the store");
            for (String text : published) {
                int times = server.delivered.getOrDefault(text, 0);
                boolean excused = text.endsWith("/2") && mayBeLost.contains(text);
                if (durable.contains(text) && !excused) {
                    assertTrue(times >= 1, text + " was kept and is lost");
                }
                if (text.endsWith("/2")) {
                    assertTrue(times <= 1, text + " has arrived " + times + " times");
                }
            }
            handled.forEach((text, times) -> {
                int most = 1 + forgotten.getOrDefault(text, 0);
                if (text.endsWith("/2")) {
                    assertTrue(times <= most, text + " was handled " + times + " times, " + most + " at most");
                }
            });
            for (int i = 0; i < messages; i++) {
                String text = "s" + i;
                assertTrue(
                        published.contains("c" + i + "/1")
                                || mayBeLost.contains(text + "/1")
                                || mayBeLost.contains(text + "/2")
                                || published.contains("c" + i + "/2")
                                || handled.containsKey(text + "/1")
                                || handled.containsKey(text + "/2"),
                        text + " was never handled");
            }
        }

        @Override
        public void persisted(long sequence) {
            KeptEffects effects = kept;
            if (effects != null) {
                effects.persisted(sequence);
            }
        }

        @Override
        public void failed(IOException cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void send(Packet packet) {
            assertTrue(connected, "nothing is sent without a connection");
            toServer.add(packet);
        }

        @Override
        public void publish(Message message, boolean duplicate, int packetIdentifier) {
            send(packet(message.payload().utf8(), message.qos(), packetIdentifier, duplicate));
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void deliver(Inbound inbound) {
            handling.add(inbound);
        }

        @Override
        public void done(Inbound inbound) {}

        @Override
        public void completed(Outbound outbound, PublishResult result) {
            if (result.outcome() == PublishResult.Outcome.SESSION_LOST) {
                assertTrue(mayBeLost.contains(outbound.message().payload().utf8()), "no session was lost");
            } else {
                assertEquals(PublishResult.Outcome.DELIVERED, result.outcome());
            }
        }

        @Override
        public void failed(Outbound outbound, MqttException failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void left(Outbound outbound) {}
    }
}
