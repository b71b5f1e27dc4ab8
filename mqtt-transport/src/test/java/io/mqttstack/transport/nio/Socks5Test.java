package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.ProxyProtocol.ProxyRefusal;
import io.mqttstack.transport.nio.ProxyProtocol.Step;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Socks5Test {
    private static final Endpoint NAMED = Endpoint.tcp("broker", 1883);
    private static final byte[] PASSWORD = "pw".getBytes(StandardCharsets.UTF_8);

    private static Socks5 anonymous(Endpoint to) throws ProxyRefusal {
        return new Socks5(to, null, new byte[0]);
    }

    private static Step receive(ProxyProtocol protocol, String hex) throws ProxyRefusal {
        byte[] bytes = bytes(hex);
        for (int length = 0; length < bytes.length; length++) {
            assertEquals(Step.MORE, protocol.received(bytes, length), "after " + length + " bytes");
        }
        Step step = protocol.received(bytes, bytes.length);
        assertEquals(bytes.length, step.consumed());
        return step;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void asksForTheNameOfTheServer() throws ProxyRefusal {
        Socks5 socks = anonymous(NAMED);
        assertEquals("050100", hex(socks.greeting()));
        assertEquals(
                hex(bytes("05 01 00 03 06 62726f6b6572 075b")),
                hex(receive(socks, "05 00").answer()));
        assertTrue(receive(socks, "05 00 00 01 7f000001 1234").open());
    }

    @Test
    void asksForAddressesAsSuch() throws ProxyRefusal {
        Socks5 four = anonymous(Endpoint.tcp("10.0.0.1", 1883));
        assertEquals(
                hex(bytes("05 01 00 01 0a000001 075b")),
                hex(receive(four, "05 00").answer()));
        Socks5 six = anonymous(Endpoint.tcp("::1", 65_535));
        assertEquals(
                hex(bytes("05 01 00 04 00000000000000000000000000000001 ffff")),
                hex(receive(six, "05 00").answer()));
    }

    @Test
    void logsIn() throws ProxyRefusal {
        Socks5 socks = new Socks5(NAMED, "me", PASSWORD);
        assertEquals("05020002", hex(socks.greeting()));
        assertEquals(
                hex(bytes("01 02 6d65 02 7077")), hex(receive(socks, "05 02").answer()));
        assertEquals(bytes("05 01 00")[0], receive(socks, "01 00").answer()[0]);
        assertTrue(receive(socks, "05 00 00 03 02 6162 0050").open());
    }

    @Test
    void goesOnWithoutTheLoginWhereNoneIsWanted() throws ProxyRefusal {
        Socks5 socks = new Socks5(NAMED, "me", PASSWORD);
        receive(socks, "05 00");
        assertTrue(receive(socks, "05 00 00 04 00000000000000000000000000000001 0050")
                .open());
    }

    @Test
    void leavesWhatTheServerSentBehindTheReply() throws ProxyRefusal {
        Socks5 socks = anonymous(NAMED);
        receive(socks, "05 00");
        byte[] more = bytes("05 00 00 01 7f000001 1234 20 02");
        assertEquals(10, socks.received(more, more.length).consumed());
    }

    @ParameterizedTest
    @CsvSource({
        "01, failed (SOCKS5 reply 1)",
        "02, does not allow connections",
        "03, no route to the network",
        "04, cannot reach or resolve the host",
        "05, refused by the server",
        "06, no answer from the server",
        "07, does not support connecting",
        "08, type of address",
        "ff, failed (SOCKS5 reply 255)"
    })
    void saysWhyTheProxyRefuses(String code, String reason) throws ProxyRefusal {
        Socks5 socks = anonymous(NAMED);
        receive(socks, "05 00");
        refuses(socks, "05 " + code + " 00 01 00000000 0000", reason);
    }

    @Test
    void saysWhatIsWrongWithTheLogin() throws ProxyRefusal {
        refuses(anonymous(NAMED), "05 ff", "wants a login");
        refuses(new Socks5(NAMED, "me", PASSWORD), "05 ff", "takes neither");
        refuses(anonymous(NAMED), "05 02", "which was not offered");
        refuses(anonymous(NAMED), "05 01", "which was not offered");
        Socks5 socks = new Socks5(NAMED, "me", PASSWORD);
        receive(socks, "05 02");
        refuses(socks, "01 01", "refused the user name and password");
    }

    @Test
    void noticesWhatIsNoProxy() throws ProxyRefusal {
        refuses(anonymous(NAMED), "48 54", "does not speak SOCKS5");
        Socks5 socks = anonymous(NAMED);
        receive(socks, "05 00");
        refuses(socks, "05 00 00 02 00000000 0000", "unknown type of address");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThrows(ProxyRefusal.class, () -> anonymous(Endpoint.tcp("a".repeat(256), 1)));
        assertThrows(ProxyRefusal.class, () -> new Socks5(NAMED, "me", new byte[256]));
        assertThrows(ProxyRefusal.class, () -> new Socks5(NAMED, "me", new byte[0]));
    }

    private static void refuses(ProxyProtocol protocol, String hex, String reason) {
        byte[] bytes = bytes(hex);
        ProxyRefusal refusal = assertThrows(ProxyRefusal.class, () -> protocol.received(bytes, bytes.length));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
    }

    @Test
    void keepsNoPartOfAnIncompleteAnswer() throws ProxyRefusal {
        Socks5 socks = anonymous(NAMED);
        receive(socks, "05 00");
        byte[] answer = bytes("05 00 00 01 7f0000");
        assertArrayEquals(new byte[0], socks.received(answer, answer.length).answer());
    }
}
