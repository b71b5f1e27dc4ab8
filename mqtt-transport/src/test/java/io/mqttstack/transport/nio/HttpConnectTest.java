package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.ProxyProtocol.ProxyRefusal;
import io.mqttstack.transport.nio.ProxyProtocol.Step;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpConnectTest {
    private static final Endpoint BROKER = Endpoint.tcp("broker", 1883);

    private static HttpConnect anonymous() {
        return new HttpConnect(BROKER, null, new byte[0]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void asksForTheServer() {
        assertEquals(
                "CONNECT broker:1883 HTTP/1.1\r\nHost: broker:1883\r\n\r\n",
                text(anonymous().greeting()));
        assertTrue(text(new HttpConnect(Endpoint.tcp("::1", 1), null, new byte[0]).greeting())
                .startsWith("CONNECT [::1]:1 HTTP/1.1\r\nHost: [::1]:1\r\n"));
    }

    @Test
    void logsIn() {
        assertTrue(text(new HttpConnect(BROKER, "me", bytes("pw")).greeting())
                .contains("\r\nProxy-Authorization: Basic bWU6cHc=\r\n\r\n"));
    }

    @Test
    void isThroughAfterTheHeader() throws ProxyRefusal {
        String answer = "HTTP/1.0 200 Connection established\r\nProxy-agent: tiny\r\n\r\n";
        byte[] bytes = bytes(answer + "MQTT");
        HttpConnect http = anonymous();
        for (int length = 0; length < answer.length(); length++) {
            assertEquals(Step.MORE, http.received(bytes, length), "after " + length + " bytes");
        }
        Step step = http.received(bytes, bytes.length);
        assertTrue(step.open());
        assertEquals(answer.length(), step.consumed());
    }

    @Test
    void saysWhyTheProxyRefuses() {
        refuses(anonymous(), "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "wants a login");
        refuses(new HttpConnect(BROKER, "me", bytes("pw")), "HTTP/1.1 407 No\r\n\r\n", "refused the user name");
        refuses(new HttpConnect(BROKER, "me", bytes("pw")), "HTTP/1.0 401 No\r\n\r\n", "refused the user name");
        refuses(anonymous(), "HTTP/1.1 403 Filtered\u001b[31m\r\nA: b\r\n\r\n", "answered 403 Filtered?[31m");
        refuses(anonymous(), "HTTP/1.1 502\r\n\r\n", "answered 502");
        refuses(anonymous(), "HTTP/1.1 500 " + "x".repeat(500) + "\r\n\r\n", "x…");
    }

    @Test
    void noticesWhatIsNoProxy() {
        refuses(anonymous(), "SSH-2.0-OpenSSH\r\n", "does not speak HTTP");
        refuses(anonymous(), "\u0005\u0000\r\n\r\n", "does not speak HTTP");
        refuses(anonymous(), "HTTP/2 200\r\n\r\n", "does not speak HTTP");
        refuses(anonymous(), "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(2000), "bytes of header");
    }

    private static void refuses(ProxyProtocol protocol, String answer, String reason) {
        byte[] bytes = bytes(answer);
        ProxyRefusal refusal = assertThrows(ProxyRefusal.class, () -> protocol.received(bytes, bytes.length));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
    }
}
