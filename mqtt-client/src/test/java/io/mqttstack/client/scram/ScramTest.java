package io.mqttstack.client.scram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.NotAuthorizedException;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.spi.EnhancedAuthenticator;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.memory.MemoryTransport;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SCRAM with a server that really does its side. */
class ScramTest {
    private final MemoryTransport transport = new MemoryTransport();
    private final ScriptedServer server = new ScriptedServer(transport, Endpoint.memory("server"));

    @AfterEach
    void close() {
        transport.close();
    }

    private AsyncMqttClient client(EnhancedAuthenticator authenticator) {
        return AsyncMqttClient.create(ClientOptions.builder(Endpoint.memory("server"), "client")
                .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
                .authenticator(authenticator)
                .build());
    }

    /** Makes the server ask for a password; the last of its messages comes in an AUTH of its own where asked for. */
    private void expect(int bits, String password, boolean finalInAuth) {
        String method = "SCRAM-SHA-" + bits;
        server.script = new ServerSide(method, bits, password, finalInAuth)::answer;
    }

    private static final class ServerSide {
        private final String method;
        private final int bits;
        private final String password;
        private final boolean finalInAuth;
        private ScramServer scram;
        private boolean again;
        private boolean verified;

        ServerSide(String method, int bits, String password, boolean finalInAuth) {
            this.method = method;
            this.bits = bits;
            this.password = password;
            this.finalInAuth = finalInAuth;
        }

        boolean answer(ScriptedServer.Peer peer, Packet packet) {
            try {
                if (packet instanceof Connect connect) {
                    assertEquals(
                            method, connect.properties().authenticationMethod().orElseThrow());
                    begin(peer, connect.properties().authenticationData().orElseThrow());
                    return true;
                }
                if (packet instanceof Auth auth) {
                    assertEquals(
                            method, auth.properties().authenticationMethod().orElseThrow());
                    if (auth.reasonCode() == AuthReasonCode.RE_AUTHENTICATE) {
                        again = true;
                        begin(peer, auth.properties().authenticationData().orElseThrow());
                    } else if (verified) {
                        end(peer, Bytes.EMPTY);
                    } else {
                        Bytes last = scram.last(
                                auth.properties().authenticationData().orElseThrow());
                        verified = true;
                        if (finalInAuth) {
                            send(peer, AuthReasonCode.CONTINUE_AUTHENTICATION, last);
                        } else {
                            end(peer, last);
                        }
                    }
                    return true;
                }
                return false;
            } catch (GeneralSecurityException e) {
                peer.send(new ConnAck(false, ConnectReasonCode.NOT_AUTHORIZED));
                return true;
            }
        }

        private void begin(ScriptedServer.Peer peer, Bytes clientFirst) {
            scram = new ScramServer(bits, password);
            verified = false;
            send(peer, AuthReasonCode.CONTINUE_AUTHENTICATION, scram.first(clientFirst));
        }

        private void end(ScriptedServer.Peer peer, Bytes data) {
            if (again) {
                send(peer, AuthReasonCode.SUCCESS, data);
                return;
            }
            ConnAck.Properties.Builder properties = ConnAck.Properties.builder().authenticationMethod(method);
            if (!data.isEmpty()) {
                properties.authenticationData(data);
            }
            peer.send(new ConnAck(false, ConnectReasonCode.SUCCESS, properties.build()));
        }

        private void send(ScriptedServer.Peer peer, AuthReasonCode code, Bytes data) {
            Auth.Properties.Builder properties = Auth.Properties.builder().authenticationMethod(method);
            if (!data.isEmpty()) {
                properties.authenticationData(data);
            }
            peer.send(new Auth(code, properties.build()));
        }
    }

    private <T> T now(CompletionStage<T> stage) {
        transport.runReady();
        assertTrue(stage.toCompletableFuture().isDone(), "still waits");
        return stage.toCompletableFuture().join();
    }

    private Throwable failure(CompletionStage<?> stage) {
        transport.runReady();
        return assertThrows(
                        CompletionException.class,
                        () -> stage.toCompletableFuture().join())
                .getCause();
    }

    @Test
    void authenticatesAndAuthenticatesAgain() {
        expect(256, "pencil", false);
        AsyncMqttClient client = client(Scram.sha256("user", "pencil"::toCharArray));
        now(client.connect());
        assertTrue(client.isConnected());
        now(client.reauthenticate());
        now(client.reauthenticate());
        assertTrue(client.isConnected());
        assertEquals(1 + 2 * 2, server.received(Auth.class).size());
    }

    @Test
    void authenticatesWithSha512AndWithTheLastMessageInAnAuthOfItsOwn() {
        expect(512, "pencil", true);
        AsyncMqttClient client = client(Scram.sha512("user", "pencil"::toCharArray));
        now(client.connect());
        now(client.reauthenticate());
        assertTrue(client.isConnected());
    }

    @Test
    void isRefusedWithAnotherPassword() {
        expect(256, "other", false);
        AsyncMqttClient client = client(Scram.sha256("user", "pencil"::toCharArray));
        assertInstanceOf(NotAuthorizedException.class, failure(client.connect()));
    }

    @Test
    void doesNotTrustAServerThatCannotProveThatItKnowsThePassword() {
        ServerSide honest = new ServerSide("SCRAM-SHA-256", 256, "pencil", false);
        server.script = (peer, packet) -> {
            if (packet instanceof Auth) {
                peer.send(new ConnAck(
                        false,
                        ConnectReasonCode.SUCCESS,
                        ConnAck.Properties.builder()
                                .authenticationMethod("SCRAM-SHA-256")
                                .authenticationData(Bytes.utf8("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))
                                .build()));
                return true;
            }
            return honest.answer(peer, packet);
        };
        AsyncMqttClient client = client(Scram.sha256("user", "pencil"::toCharArray));
        MqttException forged = assertInstanceOf(MqttException.class, failure(client.connect()));
        assertTrue(String.valueOf(forged.getMessage()).contains("SCRAM-SHA-256 failed"), forged::toString);
        assertFalse(client.isConnected());
        assertTrue(server.latest().isClosed());
        server.script = (peer, packet) -> {
            peer.send(new ConnAck(
                    false,
                    ConnectReasonCode.SUCCESS,
                    ConnAck.Properties.builder()
                            .authenticationMethod("SCRAM-SHA-256")
                            .build()));
            return true;
        };
        assertTrue(failure(client.connect()).toString().contains("has not proved"));
    }

    @Test
    void overwritesThePassword() {
        expect(256, "pencil", false);
        char[] password = "pencil".toCharArray();
        now(client(Scram.sha256("user", () -> password)).connect());
        assertEquals("\0\0\0\0\0\0", new String(password));
    }

    @Test
    void namesTheLibraryThatIsMissing() throws IOException, ReflectiveOperationException {
        URL[] ours = {location(Scram.class), location(Bytes.class), location(MemoryTransport.class)};
        try (URLClassLoader without = new URLClassLoader(ours, ClassLoader.getPlatformClassLoader())) {
            var factory = without.loadClass(Scram.class.getName())
                    .getMethod("sha256", String.class, java.util.function.Supplier.class);
            java.util.function.Supplier<char[]> password = "pencil"::toCharArray;
            InvocationTargetException failure =
                    assertThrows(InvocationTargetException.class, () -> factory.invoke(null, "user", password));
            assertTrue(failure.getCause().toString().contains("com.ongres.scram:scram-client"), failure::toString);
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
