package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.ServerUnavailableException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.spi.EnhancedAuthenticator;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.statements.Shows;
import io.mqttstack.codec.value.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Enhanced authentication, with a method that only echoes. */
class AuthenticationTest extends EngineFixture {
    private final List<String> heard = new ArrayList<>();

    /** Answers each message with the same in brackets; does not like "bad". */
    private final EnhancedAuthenticator echo = new EnhancedAuthenticator() {
        @Override
        public String method() {
            return "ECHO";
        }

        @Override
        public Exchange begin() {
            return new Exchange() {
                @Override
                public Optional<Bytes> first() {
                    return Optional.of(Bytes.utf8("first"));
                }

                @Override
                public Optional<Bytes> next(Optional<Bytes> serverData) {
                    return hear(serverData).map(text -> Bytes.utf8("[" + text + "]"));
                }

                @Override
                public void succeeded(Optional<Bytes> serverData) {
                    hear(serverData);
                }
            };
        }

        private Optional<String> hear(Optional<Bytes> data) {
            Optional<String> text = data.map(Bytes::utf8);
            heard.add(text.orElse("(nothing)"));
            if (text.equals(Optional.of("bad"))) {
                throw new IllegalStateException("not convincing");
            }
            return text;
        }
    };

    private static Auth auth(AuthReasonCode code, String method, String data) {
        return new Auth(
                code,
                Auth.Properties.builder()
                        .authenticationMethod(method)
                        .authenticationData(Bytes.utf8(data))
                        .build());
    }

    private static Auth challenge(String data) {
        return auth(AuthReasonCode.CONTINUE_AUTHENTICATION, "ECHO", data);
    }

    private static ConnAck accepted(String method) {
        return new ConnAck(
                false,
                ConnectReasonCode.SUCCESS,
                ConnAck.Properties.builder().authenticationMethod(method).build());
    }

    private AsyncMqttClient connected() {
        server.onConnect = connect -> accepted("ECHO");
        AsyncMqttClient client =
                AsyncMqttClient.create(options.authenticator(echo).build());
        now(client.connect());
        heard.clear();
        return client;
    }

    @Test
    @Shows({"5.0 kept MQTT-4.12.0-3", "5.0 kept MQTT-4.12.0-5", "5.0 kept MQTT-3.1.2-30"})
    void answersEachAuthAndSendsNothingElseBeforeConnAck() {
        server.script = (peer, packet) -> packet.type() == PacketType.CONNECT;
        AsyncMqttClient client = AsyncMqttClient.create(
                options.authenticator(echo).keepAlive(Duration.ofSeconds(1)).build());
        CompletionStage<?> connecting = client.connect();
        transport.runReady();
        client.publish(message("early", QoS.AT_LEAST_ONCE));
        client.subscribe(Subscribe.to("early", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {});
        transport.runReady();
        server.latest().send(challenge("one"));
        transport.runReady();
        server.latest().send(challenge("two"));
        transport.advance(Duration.ofSeconds(5));
        assertEquals(
                List.of(PacketType.CONNECT, PacketType.AUTH, PacketType.AUTH),
                server.received.stream().map(Packet::type).toList());
        assertEquals(List.of(challenge("[one]"), challenge("[two]")), server.received(Auth.class));
        server.latest().send(accepted("ECHO"));
        transport.runReady();
        assertTrue(connecting.toCompletableFuture().isDone());
        assertEquals(List.of("one", "two", "(nothing)"), heard);
        assertEquals(1, server.count(PacketType.PUBLISH));
        assertEquals(1, server.count(PacketType.SUBSCRIBE));
    }

    @Test
    @Shows("5.0 kept MQTT-4.12.0-5")
    void refusesAnotherMethodInAuthAndInConnAck() {
        for (Packet wrong : List.of(
                auth(AuthReasonCode.CONTINUE_AUTHENTICATION, "OTHER", "x"),
                accepted("OTHER"),
                new ConnAck(false, ConnectReasonCode.SUCCESS))) {
            server.script = (peer, packet) -> {
                peer.send(wrong);
                return true;
            };
            AsyncMqttClient client =
                    AsyncMqttClient.create(options.authenticator(echo).build());
            MqttException failure = failure(client.connect(), MqttException.class);
            assertTrue(message(failure).contains("Authentication Method"), message(failure));
            transport.runReady();
            assertTrue(server.latest().isClosed());
        }
    }

    @Test
    void failsWhenTheServerDoesNotConvince() {
        server.script = (peer, packet) -> {
            peer.send(challenge("bad"));
            return true;
        };
        AsyncMqttClient client =
                AsyncMqttClient.create(options.authenticator(echo).build());
        MqttException failure = failure(client.connect(), MqttException.class);
        assertTrue(message(failure).contains("not convincing"), message(failure));
    }

    @Test
    void readsOnlyAfterTheServerHasConvinced() {
        server.script = (peer, packet) -> {
            if (packet.type() == PacketType.CONNECT) {
                peer.send(accepted("ECHO"), ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE));
            }
            return true;
        };
        List<String> got = new ArrayList<>();
        AsyncMqttClient client =
                AsyncMqttClient.create(options.authenticator(echo).build());
        client.subscribe(
                Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> got.add(topic(delivery)));
        now(client.connect());
        assertEquals(List.of("a"), got);
    }

    @Test
    @Shows("5.0 kept MQTT-4.12.1-1")
    void authenticatesAgainWhileEverythingElseGoesOn() {
        AsyncMqttClient client = connected();
        CompletionStage<Void> again = client.reauthenticate();
        transport.runReady();
        assertEquals(List.of(auth(AuthReasonCode.RE_AUTHENTICATE, "ECHO", "first")), server.received(Auth.class));
        server.latest().send(challenge("one"));
        now(client.publish(message("meanwhile", QoS.AT_LEAST_ONCE)));
        assertFalse(again.toCompletableFuture().isDone());
        failure(client.reauthenticate(), MqttException.class);
        server.latest().send(auth(AuthReasonCode.SUCCESS, "ECHO", "done"));
        now(again);
        assertEquals(List.of("one", "done"), heard);
        transport.advance(Duration.ofMinutes(10));
        assertTrue(client.isConnected(), "the time-out of the exchange is over");
    }

    @Test
    @Shows("5.0 kept MQTT-4.12.1-2")
    void disconnectsWhenAReauthenticationFails() {
        AsyncMqttClient client = connected();
        CompletionStage<Void> again = client.reauthenticate();
        transport.runReady();
        server.latest().send(challenge("bad"));
        assertTrue(message(failure(again, MqttException.class)).contains("not convincing"));
        assertEquals(
                DisconnectReasonCode.UNSPECIFIED_ERROR,
                server.received(Disconnect.class).get(0).reasonCode());
        assertTrue(server.latest().isClosed());
    }

    @Test
    @Shows("5.0 kept MQTT-4.12.1-2")
    void closesWhenTheServerRefusesAReauthentication() {
        AsyncMqttClient client = connected();
        CompletionStage<Void> again = client.reauthenticate();
        transport.runReady();
        server.latest().send(new Disconnect(DisconnectReasonCode.NOT_AUTHORIZED));
        assertTrue(message(failure(again, MqttException.class)).contains("NOT_AUTHORIZED"));
        transport.runReady();
        assertTrue(server.latest().isClosed());
    }

    @Test
    void givesAReauthenticationUpThatTheServerDoesNotAnswer() {
        AsyncMqttClient client = connected();
        CompletionStage<Void> again = client.reauthenticate();
        transport.advance(Duration.ofMillis(5_999));
        assertFalse(again.toCompletableFuture().isDone());
        transport.advance(Duration.ofMillis(1));
        failure(again, ServerUnavailableException.class);
    }

    @Test
    void endsAReauthenticationWithTheConnection() {
        AsyncMqttClient client = connected();
        CompletionStage<Void> again = client.reauthenticate();
        transport.runReady();
        server.latest().cut();
        failure(again, ServerUnavailableException.class);
        CompletionStage<Void> offline = client.reauthenticate();
        assertTrue(message(failure(offline, MqttException.class)).contains("not connected"));
    }

    @Test
    void refusesAnAuthThatNothingAwaits() {
        connected();
        server.latest().send(challenge("surprise"));
        transport.runReady();
        assertEquals(
                DisconnectReasonCode.PROTOCOL_ERROR,
                server.received(Disconnect.class).get(0).reasonCode());
        assertTrue(server.latest().isClosed());
    }

    @Test
    @Shows("5.0 kept MQTT-4.12.0-7")
    void sendsNoAuthWithoutAnAuthenticator() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        assertThrows(IllegalStateException.class, client::reauthenticate);
        server.latest().send(challenge("surprise"));
        transport.runReady();
        assertEquals(0, server.count(PacketType.AUTH));
        assertEquals(
                DisconnectReasonCode.PROTOCOL_ERROR,
                server.received(Disconnect.class).get(0).reasonCode());
    }

    @Test
    void needsVersion5() {
        ClientOptions.Builder three = options.version(ProtocolVersion.V3_1_1).authenticator(echo);
        assertThrows(IllegalArgumentException.class, three::build);
    }

    @Test
    @Shows({"5.0 kept MQTT-3.15.2-2", "5.0 kept MQTT-3.15.2-3"})
    void neverExplainsAuth() {
        AsyncMqttClient client = connected();
        client.reauthenticate();
        transport.runReady();
        Auth sent = server.received(Auth.class).get(0);
        assertTrue(sent.properties().reasonString().isEmpty());
        assertEquals(List.of(), sent.properties().userProperties());
    }
}
