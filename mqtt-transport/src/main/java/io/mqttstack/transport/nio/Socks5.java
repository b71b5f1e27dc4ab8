package io.mqttstack.transport.nio;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.internal.tls.Hosts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * SOCKS version 5 (RFC 1928) with the login by user name and password (RFC 1929).
 *
 * <pre>
 *   05 | number of methods | methods                       ->
 *                                                          <-  05 | method
 *   01 | length, user name | length, password              ->                  (only for method 02)
 *                                                          <-  01 | status
 *   05 | 01 (connect) | 00 | type of address, host | port  ->
 *                                                          <-  05 | reply | 00 | type of address, host | port
 * </pre>
 */
final class Socks5 implements ProxyProtocol {

    private enum Expected {
        METHOD,
        LOGIN,
        REPLY
    }

    private static final byte VERSION = 5;
    private static final byte NO_LOGIN = 0;
    private static final byte PASSWORD = 2;
    private static final int NONE_ACCEPTABLE = 0xFF;
    private static final byte IPV4 = 1;
    private static final byte NAME = 3;
    private static final byte IPV6 = 4;

    private final byte[] login;
    private final byte[] request;
    private Expected expected = Expected.METHOD;

    /** {@code login} is null where there is none. */
    Socks5(Endpoint to, @Nullable String userName, byte[] password) throws ProxyRefusal {
        this.login = userName == null ? new byte[0] : login(userName, password);
        this.request = request(to);
    }

    private static byte[] login(String userName, byte[] password) throws ProxyRefusal {
        if (password.length == 0 || password.length > 255) {
            throw new ProxyRefusal(
                    "cannot be given a password of " + password.length + " bytes; SOCKS5 takes 1 to 255");
        }
        byte[] name = userName.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 + name.length + password.length)
                .put((byte) 1)
                .put((byte) name.length)
                .put(name)
                .put((byte) password.length)
                .put(password)
                .array();
    }

    private static byte[] request(Endpoint to) throws ProxyRefusal {
        byte type = NAME;
        byte[] host = to.host().getBytes(StandardCharsets.UTF_8);
        if (Hosts.isAddress(to.host())) {
            try {
                host = InetAddress.getByName(to.host()).getAddress();
                type = host.length == 4 ? IPV4 : IPV6;
            } catch (UnknownHostException e) {
                throw new ProxyRefusal("cannot be asked for " + to.host() + ", which is no address");
            }
        }
        if (host.length > 255) {
            throw new ProxyRefusal("cannot be given a host of " + host.length + " bytes; SOCKS5 takes at most 255");
        }
        ByteBuffer request = ByteBuffer.allocate(7 + host.length);
        request.put(VERSION).put((byte) 1).put((byte) 0).put(type);
        if (type == NAME) {
            request.put((byte) host.length);
        }
        request.put(host).putShort((short) to.port());
        byte[] exact = new byte[request.position()];
        request.flip().get(exact);
        return exact;
    }

    @Override
    public byte[] greeting() {
        return login.length == 0 ? new byte[] {VERSION, 1, NO_LOGIN} : new byte[] {VERSION, 2, NO_LOGIN, PASSWORD};
    }

    @Override
    public Step received(byte[] bytes, int length) throws ProxyRefusal {
        return switch (expected) {
            case METHOD -> length < 2 ? Step.MORE : method(bytes);
            case LOGIN -> length < 2 ? Step.MORE : loggedIn(bytes);
            case REPLY -> length < 5 ? Step.MORE : reply(bytes, length);
        };
    }

    private Step method(byte[] bytes) throws ProxyRefusal {
        requireVersion(bytes);
        int method = bytes[1] & 0xFF;
        if (method == NO_LOGIN) {
            expected = Expected.REPLY;
            return Step.say(2, request);
        }
        if (method == PASSWORD && login.length > 0) {
            expected = Expected.LOGIN;
            return Step.say(2, login);
        }
        throw new ProxyRefusal(
                method == NONE_ACCEPTABLE
                        ? login.length > 0
                                ? "takes neither user name and password nor no login at all"
                                : "wants a login: give one to the ProxyOptions"
                        : "chose the login method " + method + ", which was not offered");
    }

    private Step loggedIn(byte[] bytes) throws ProxyRefusal {
        if (bytes[1] != 0) {
            throw new ProxyRefusal("refused the user name and password");
        }
        expected = Expected.REPLY;
        return Step.say(2, request);
    }

    private static Step reply(byte[] bytes, int length) throws ProxyRefusal {
        requireVersion(bytes);
        if (bytes[1] != 0) {
            throw new ProxyRefusal(meaning(bytes[1] & 0xFF));
        }
        int host = switch (bytes[3]) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case NAME -> 1 + (bytes[4] & 0xFF);
            default -> throw new ProxyRefusal("answered with an unknown type of address: " + bytes[3]);
        };
        int whole = 4 + host + 2;
        return length < whole ? Step.MORE : Step.through(whole);
    }

    private static void requireVersion(byte[] bytes) throws ProxyRefusal {
        if (bytes[0] != VERSION) {
            throw new ProxyRefusal("does not speak SOCKS5 there: check the port");
        }
    }

    private static String meaning(int reply) {
        return switch (reply) {
            case 2 -> "does not allow connections to this host and port";
            case 3 -> "found no route to the network of the server";
            case 4 -> "cannot reach or resolve the host of the server";
            case 5 -> "was refused by the server: nothing listens there";
            case 6 -> "got no answer from the server in time";
            case 7 -> "does not support connecting";
            case 8 -> "does not support this type of address";
            default -> "failed (SOCKS5 reply " + reply + ")";
        };
    }
}
