package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.OverflowPolicy;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.client.store.FileSessionStore;
import io.mqttstack.client.store.SessionChange.Connected;
import io.mqttstack.client.store.SessionChange.Published;
import io.mqttstack.client.store.SessionChange.Queued;
import io.mqttstack.client.store.StoredSession;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.statements.Shows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client does with a store, and what another one finds there after a crash. */
class SessionStoreTest extends StoreFixture {
    @TempDir
    Path directory;

    /** Ends a client as a power cut would, and lets the server keep its session. */
    private void crash(int written) {
        store.crash(written);
        server.latest().cut();
        transport.runReady();
        server.sessionPresent(true);
        server.received.clear();
    }

    private List<String> publishes() {
        return server.received(Publish.class).stream()
                .map(each -> each.topic() + " " + each.packetIdentifier() + (each.duplicate() ? " dup" : ""))
                .toList();
    }

    @Test
    @Shows({"5.0 kept MQTT-4.4.0-1", "3.1.1 kept MQTT-4.1.0-1"})
    void sendsAgainAfterACrashWhatWasNotAcknowledgedWithTheSameIdentifiers() {
        store.quick = true;
        AsyncMqttClient unlucky = client();
        now(unlucky.connect());
        answerNothing();
        unlucky.publish(message("one", QoS.AT_LEAST_ONCE));
        unlucky.publish(message("two", QoS.EXACTLY_ONCE));
        transport.runReady();
        answerNothing(PacketType.PUBLISH);
        unlucky.publish(message("three", QoS.EXACTLY_ONCE));
        transport.runReady();
        assertEquals(List.of("one 1", "two 2", "three 3"), publishes());
        assertEquals(1, server.count(PacketType.PUBREL));
        crash(0);

        answerAll();
        AsyncMqttClient next = client();
        now(next.connect());
        assertFalse(server.received(Connect.class).get(0).cleanStart());
        assertEquals(List.of("one 1 dup", "two 2 dup"), publishes());
        assertEquals(3, server.received(PubRel.class).get(0).packetIdentifier(), "PUBREL, and no PUBLISH again");
        assertEquals(List.of("three DELIVERED", "one DELIVERED", "two DELIVERED"), restored);
        assertEquals(List.of(), store.contents().snapshot().messages());
        assertEquals(
                Outcome.DELIVERED,
                now(next.publish(message("four", QoS.EXACTLY_ONCE))).outcome());
    }

    @Test
    void holdsPacketsBackUntilWhatTheyDependOnIsKept() {
        AsyncMqttClient client = client();
        CompletionStage<?> connecting = client.connect();
        transport.runReady();
        assertEquals(0, server.received.size(), "CONNECT waits");
        store.keep(1);
        now(connecting);
        client.subscribe(Subscribe.to("in", QoS.EXACTLY_ONCE), AckMode.AFTER_HANDLER, delivery -> {});
        CompletionStage<PublishResult> publish = client.publish(message("out", QoS.EXACTLY_ONCE));
        transport.runReady();
        assertEquals(1, server.received.size(), "only CONNECT");
        store.keep(store.underWay().size() - 1);
        transport.runReady();
        assertEquals(0, server.count(PacketType.PUBLISH), "its identifier is not kept");
        store.keep(1);
        transport.runReady();
        assertEquals(1, server.count(PacketType.PUBLISH));
        assertEquals(0, server.count(PacketType.PUBREL), "PUBREC is not kept");
        store.keep(1);
        assertEquals(Outcome.DELIVERED, now(publish).outcome());

        server.latest().send(ScriptedServer.publish("in", 7, QoS.EXACTLY_ONCE));
        transport.runReady();
        assertEquals(0, server.count(PacketType.PUBREC), "that it was handled is not kept");
        store.keep(store.underWay().size());
        transport.runReady();
        assertEquals(1, server.count(PacketType.PUBREC));
        assertEquals(0, server.count(PacketType.PUBCOMP), "that the identifier is forgotten is not kept");
        store.keep(store.underWay().size());
        transport.runReady();
        assertEquals(1, server.count(PacketType.PUBCOMP));
    }

    @Test
    @Shows("5.0 kept MQTT-4.3.3-10")
    void doesNotDeliverAgainAfterACrashWhatItHadHandled() {
        store.quick = true;
        List<String> got = new ArrayList<>();
        AsyncMqttClient first = client();
        first.subscribe(Subscribe.to("#", QoS.EXACTLY_ONCE), AckMode.AFTER_HANDLER, each -> got.add(topic(each)));
        now(first.connect());
        answerNothing();
        server.latest().send(ScriptedServer.publish("a", 7, QoS.EXACTLY_ONCE));
        transport.runReady();
        assertEquals(List.of("a"), got);
        crash(0);

        AsyncMqttClient next = client();
        next.subscribe(Subscribe.to("#", QoS.EXACTLY_ONCE), AckMode.AFTER_HANDLER, each -> got.add(topic(each)));
        now(next.connect());
        Publish again = ScriptedServer.publish("a", 7, QoS.EXACTLY_ONCE);
        server.latest().send(again);
        transport.runReady();
        assertEquals(List.of("a"), got, "it is known");
        assertEquals(new PubRec(7), server.received(PubRec.class).get(0));
        server.latest().send(new PubRel(7));
        transport.runReady();
        assertEquals(List.of(new PubComp(7)), server.received(PubComp.class));
        server.latest().send(again);
        transport.runReady();
        assertEquals(List.of("a", "a"), got, "another message with the identifier");
    }

    @Test
    void publishesWhatWasTakenWhileThereWasNoConnection() {
        store.quick = true;
        AsyncMqttClient first = AsyncMqttClient.create(
                kept().reconnect(ReconnectPolicy.fixed(Duration.ofDays(1))).build());
        now(first.connect());
        server.latest().cut();
        transport.runReady();
        first.publish(message("one", QoS.AT_LEAST_ONCE));
        first.publish(message("zero", QoS.AT_MOST_ONCE));
        first.publish(message("two", QoS.EXACTLY_ONCE));
        transport.runReady();
        store.crash(0);
        server.sessionPresent(true);

        now(client().connect());
        assertEquals(List.of("one 1", "two 2"), publishes(), "QoS 0 is not kept");
        assertEquals(List.of("one DELIVERED", "two DELIVERED"), restored);
    }

    @Test
    void publishesAnewWhereTheServerLostTheSession() {
        store.quick = true;
        AsyncMqttClient first = client();
        now(first.connect());
        answerNothing();
        first.publish(message("two", QoS.EXACTLY_ONCE));
        first.publish(message("one", QoS.AT_LEAST_ONCE));
        transport.runReady();
        crash(0);
        server.sessionPresent(false);

        now(client().connect());
        assertEquals(List.of("two SESSION_LOST"), restored);
        assertEquals(List.of("one 1"), publishes(), "without DUP");
        crash(0);
        answerAll();
        now(client().connect());
        assertEquals(List.of("one 1 dup"), publishes());
        assertEquals(List.of("two SESSION_LOST", "one DELIVERED"), restored);
    }

    @Test
    void knowsAfterACrashWhatWasLostThoughNothingElseOfThatWasKept() {
        store.quick = true;
        AsyncMqttClient first = client();
        now(first.connect());
        answerNothing();
        first.publish(message("two", QoS.EXACTLY_ONCE));
        first.publish(message("one", QoS.AT_LEAST_ONCE));
        transport.runReady();
        crash(0);
        server.sessionPresent(false);
        answerNothing();
        store.quick = false;
        client().connect();
        transport.runReady();
        assertTrue(
                store.underWay().get(0) instanceof Connected,
                () -> store.underWay().toString());
        crash(1);
        store.quick = true;
        answerAll();
        now(client().connect());
        assertEquals(List.of("one 1"), publishes(), "not sent in this session, and nothing of QoS 2");
        assertTrue(restored.contains("two SESSION_LOST"), restored::toString);
    }

    @Test
    void goesOnWhereItCrashedBetweenConnectAndConnAck() {
        store.quick = true;
        answerNothing();
        server.script = (peer, packet) -> true;
        client().connect();
        transport.runReady();
        crash(0);
        answerAll();
        assertTrue(now(client().connect()).connAck().sessionPresent(), "no [MQTT-3.2.2-4]: the session can be ours");
    }

    @Test
    @Shows("5.0 kept MQTT-3.2.2-4")
    void doesNotKnowASessionThatItNeverAskedFor() {
        store.quick = true;
        server.sessionPresent(true);
        MqttException failure = failure(client().connect(), MqttException.class);
        assertTrue(message(failure).contains("sessionStore()"), failure::toString);
    }

    @Test
    void publishesAfterADisconnectWhatTheStoreHas() {
        store.quick = true;
        AsyncMqttClient client = AsyncMqttClient.create(kept().overflow(OverflowPolicy.FAIL)
                .limits(ClientLimits.DEFAULT.withOutbound(2, 1_000))
                .build());
        now(client.connect());
        answerNothing();
        CompletionStage<PublishResult> one = client.publish(message("one", QoS.AT_LEAST_ONCE));
        CompletionStage<PublishResult> two = client.publish(message("two", QoS.EXACTLY_ONCE));
        transport.runReady();
        answerNothing(PacketType.DISCONNECT);
        now(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals(Outcome.CLOSED, now(one).outcome());
        assertEquals(Outcome.CLOSED, now(two).outcome());
        assertEquals(2, store.contents().snapshot().messages().size());

        server.sessionPresent(true);
        server.received.clear();
        now(client.connect());
        assertEquals(List.of("one 1 dup", "two 2 dup"), publishes());
        MqttException full = failure(client.publish(message("three", QoS.AT_LEAST_ONCE)), MqttException.class);
        assertTrue(message(full).contains("The outbound buffer is full"), "they keep their places: " + full);
        answerAll();
        server.latest().send(new io.mqttstack.codec.packet.PubAck(1), new PubRec(2));
        transport.runReady();
        assertEquals(List.of(), store.contents().snapshot().messages());
        assertEquals(
                Outcome.DELIVERED,
                now(client.publish(message("three", QoS.AT_LEAST_ONCE))).outcome());
        assertEquals(
                Outcome.DELIVERED,
                now(client.publish(message("four", QoS.AT_LEAST_ONCE))).outcome());
    }

    @Test
    void restoredMessagesTakeTheirPlacesInTheBuffer() {
        store.quick = true;
        AsyncMqttClient first = client();
        now(first.connect());
        answerNothing();
        first.publish(message("one", QoS.AT_LEAST_ONCE));
        first.publish(message("two", QoS.AT_LEAST_ONCE));
        transport.runReady();
        crash(0);
        AsyncMqttClient next = AsyncMqttClient.create(kept().overflow(OverflowPolicy.FAIL)
                .limits(ClientLimits.DEFAULT.withOutbound(2, 1_000))
                .build());
        now(next.connect());
        failure(next.publish(message("three", QoS.AT_LEAST_ONCE)), MqttException.class);
        answerAll();
        server.latest().send(new io.mqttstack.codec.packet.PubAck(1));
        transport.runReady();
        assertEquals(
                Outcome.DELIVERED,
                now(next.publish(message("three", QoS.AT_LEAST_ONCE))).outcome());
    }

    @Test
    void endsWithAStoreThatFails() {
        store.quick = true;
        AsyncMqttClient client = client();
        now(client.connect());
        answerNothing();
        CompletionStage<PublishResult> waiting = client.publish(message("one", QoS.AT_LEAST_ONCE));
        transport.runReady();
        store.fail("the disk is full");
        MqttException failure = failure(waiting, MqttException.class);
        assertTrue(message(failure).contains("The session store has failed"), failure::toString);
        assertTrue(message(failure).contains("the disk is full"), failure::toString);
        assertEquals(
                DisconnectReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
                server.received(Disconnect.class).get(0).reasonCode());
        assertTrue(events.contains("disconnected MqttException"), events::toString);
        assertFalse(client.isConnected());
        assertThrows(MqttException.class, client::connect);
        failure(client.publish(message("two", QoS.AT_LEAST_ONCE)), MqttException.class);
        client.close();
        transport.runReady();
        assertFalse(store.open);
    }

    @Test
    void endsWithAStoreThatFailsWhileItWaitsToConnectAgain() {
        store.quick = true;
        AsyncMqttClient client = AsyncMqttClient.create(
                kept().reconnect(ReconnectPolicy.fixed(Duration.ofSeconds(5))).build());
        now(client.connect());
        server.latest().cut();
        transport.runReady();
        CompletionStage<PublishResult> waiting = client.publish(message("one", QoS.AT_LEAST_ONCE));
        transport.runReady();
        store.fail("the disk is full");
        failure(waiting, MqttException.class);
        transport.advance(Duration.ofMinutes(1));
        assertEquals(1, server.peers.size(), "nothing is tried again");
    }

    @Test
    void isNotMadeWithAStoreThatCannotBeOpened() {
        client();
        MqttException failure = assertThrows(MqttException.class, this::client);
        assertTrue(message(failure).contains("The session store cannot be opened: open already"), failure::toString);
    }

    @Test
    void isNotMadeFromAStoreWithoutSense() {
        store.quick = true;
        now(client().connect());
        store.open = false;
        StoredSession session = store.open("client", NOBODY);
        session.append(1, new Queued(1, message("a", QoS.AT_LEAST_ONCE), OptionalLong.empty()));
        session.append(2, new Queued(2, message("b", QoS.AT_LEAST_ONCE), OptionalLong.empty()));
        session.append(3, new Published(1, 5));
        session.append(4, new Published(2, 5));
        session.close();
        MqttException failure = assertThrows(MqttException.class, this::client);
        assertTrue(message(failure).contains("two stored messages have the Packet Identifier 5"), failure::toString);
        assertFalse(store.open, "closed again");
    }

    @Test
    void endsWhatExpiredWhileNoClientRan() {
        store.quick = true;
        StoredSession session = store.open("client", NOBODY);
        session.append(1, new Queued(1, expiring("gone"), OptionalLong.of(System.currentTimeMillis() - 1)));
        session.append(2, new Queued(2, expiring("soon"), OptionalLong.of(System.currentTimeMillis() + 3_600_000)));
        session.close();
        AsyncMqttClient client = client();
        server.script = (peer, packet) -> true;
        client.connect();
        transport.runReady();
        assertEquals(List.of("gone EXPIRED"), restored, "before a server has answered");
        transport.advance(Duration.ofSeconds(6));
        answerAll();
        now(client.connect());
        assertEquals(List.of("gone EXPIRED", "soon DELIVERED"), restored);
        long left = server.received(Publish.class)
                .get(0)
                .properties()
                .messageExpiryInterval()
                .orElseThrow();
        assertTrue(left > 3_500 && left <= 3_600, "counted on while no client ran: " + left);
    }

    @Test
    void remembersTheClientIdentifierThatTheServerChose() {
        store.quick = true;
        server.onConnect = connect -> new ConnAck(
                false,
                ConnectReasonCode.SUCCESS,
                ConnAck.Properties.builder().assignedClientIdentifier("chosen").build());
        ClientOptions unnamed = ClientOptions.builder(HERE, "")
                .runtime(kept().build().runtime().orElseThrow())
                .session(SessionOptions.kept())
                .sessionStore(store)
                .reconnect(failure -> java.util.Optional.empty())
                .build();
        now(AsyncMqttClient.create(unnamed).connect());
        crash(0);
        now(AsyncMqttClient.create(unnamed).connect());
        assertEquals("chosen", server.received(Connect.class).get(0).clientIdentifier());
    }

    @Test
    void keepsQoS0InOrderBehindWhatIsHeldBack() {
        AsyncMqttClient client = client();
        client.connect();
        transport.runReady();
        store.keep(store.underWay().size());
        transport.runReady();
        store.keep(store.underWay().size());
        transport.runReady();
        client.publish(message("one", QoS.AT_LEAST_ONCE));
        for (int i = 0; i < 5_000; i++) {
            client.publish(message("zero", QoS.AT_MOST_ONCE));
        }
        transport.runReady();
        assertEquals(0, server.count(PacketType.PUBLISH));
        store.keep(store.underWay().size());
        transport.runReady();
        List<Publish> all = server.received(Publish.class);
        assertEquals(5_001, all.size());
        assertEquals("one", all.get(0).topic().value());
    }

    @Test
    void tellsASlowStoreOfFewMessagesThatAreDroppedMeanwhile() {
        AsyncMqttClient client = AsyncMqttClient.create(kept().overflow(OverflowPolicy.DROP_OLDEST)
                .limits(ClientLimits.DEFAULT.withOutbound(10, 1_000))
                .build());
        client.connect();
        transport.runReady();
        for (int i = 0; i < 10_000; i++) {
            client.publish(message("t" + i, QoS.AT_LEAST_ONCE));
            transport.runReady();
        }
        assertTrue(
                store.underWay().size() < 1_100, "changes: " + store.underWay().size());
        for (int i = 0; i < 100; i++) {
            store.keep(store.underWay().size());
            transport.runReady();
        }
        List<Publish> sent = server.received(Publish.class);
        assertEquals(10, sent.size());
        assertEquals("t9999", sent.get(9).topic().value());
        assertEquals(List.of(), store.contents().snapshot().messages());
    }

    @Test
    void speaks31And311Too() {
        store.quick = true;
        for (ProtocolVersion version : List.of(ProtocolVersion.V3_1, ProtocolVersion.V3_1_1)) {
            restored.clear();
            server.sessionPresent(false);
            answerAll();
            AsyncMqttClient first =
                    AsyncMqttClient.create(kept().version(version).build());
            now(first.connect());
            answerNothing();
            first.publish(message("one", QoS.EXACTLY_ONCE));
            transport.runReady();
            crash(0);
            server.sessionPresent(version == ProtocolVersion.V3_1_1);
            answerAll();
            now(AsyncMqttClient.create(kept().version(version).build()).connect());
            assertEquals(List.of("one 1 dup"), publishes(), version::name);
            assertEquals(List.of("one DELIVERED"), restored, version::name);
            crash(0);
        }
    }

    @Test
    void goesOnFromAFile() {
        FileSessionStore files = FileSessionStore.in(directory);
        AsyncMqttClient first =
                AsyncMqttClient.create(kept().sessionStore(files).build());
        now(first.connect());
        answerNothing(PacketType.DISCONNECT);
        CompletionStage<PublishResult> one = first.publish(message("one", QoS.EXACTLY_ONCE));
        transport.runReady();
        first.close();
        assertEquals(Outcome.CLOSED, now(one).outcome());
        server.sessionPresent(true);
        server.received.clear();
        answerAll();
        AsyncMqttClient next = AsyncMqttClient.create(kept().sessionStore(files).build());
        now(next.connect());
        assertEquals(List.of("one 1 dup"), publishes());
        assertEquals(List.of("one DELIVERED"), restored);
    }
}
