package io.mqttstack.transport;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A proxy to connect through, which is told the host of the endpoint by name: it is the proxy that looks it up.
 *
 * <p>Immutable. {@link #toString()} shows no credentials.
 */
public final class ProxyOptions {

    /** How to talk to a proxy. */
    public enum Kind {
        /** SOCKS version 5 (RFC 1928), without a login or with user name and password (RFC 1929). */
        SOCKS5,
        /** The method CONNECT of HTTP/1.1 (RFC 9110), without a login or with the Basic scheme (RFC 7617). */
        HTTP_CONNECT
    }

    /**
     * What to log in with.
     *
     * @param userName the user name
     * @param password asked at each attempt to connect, in the loop: it should not take long
     */
    public record Login(String userName, Supplier<char[]> password) {

        /**
         * Checks that both are there.
         *
         * @param userName the user name, not empty
         * @param password where the password comes from
         */
        public Login {
            Objects.requireNonNull(password, "password");
            int bytes = userName.getBytes(StandardCharsets.UTF_8).length;
            if (bytes == 0 || bytes > 255) {
                throw new IllegalArgumentException("The user name of a proxy has 1 to 255 bytes, not " + bytes);
            }
        }

        /** Shows the user name only. */
        @Override
        public String toString() {
            return "Login[userName=" + userName + "]";
        }
    }

    private final Kind kind;
    private final String host;
    private final int port;
    private final @Nullable Login login;

    private ProxyOptions(Kind kind, String host, int port, @Nullable Login login) {
        this.kind = kind;
        this.host = Endpoint.tcp(host, port).host();
        this.port = port;
        this.login = login;
        if (port == 0) {
            throw new IllegalArgumentException("The port of a proxy is 1 to 65535, not 0");
        }
    }

    /**
     * A SOCKS5 proxy.
     *
     * @param host its name or address
     * @param port 1 to 65,535, often 1080
     * @return the options
     * @throws IllegalArgumentException if the host or the port is none
     */
    public static ProxyOptions socks5(String host, int port) {
        return new ProxyOptions(Kind.SOCKS5, host, port, null);
    }

    /**
     * An HTTP proxy that allows CONNECT to the port of the server.
     *
     * @param host its name or address
     * @param port 1 to 65,535, often 3128 or 8080
     * @return the options
     * @throws IllegalArgumentException if the host or the port is none
     */
    public static ProxyOptions httpConnect(String host, int port) {
        return new ProxyOptions(Kind.HTTP_CONNECT, host, port, null);
    }

    /**
     * The same with a login. It goes to the proxy unencrypted, as these protocols have it.
     *
     * @param userName 1 to 255 bytes of UTF-8; without a colon for HTTP
     * @param password where the password comes from, which has 1 to 255 bytes for SOCKS5; the array is not kept
     * @return new options
     * @throws IllegalArgumentException if the user name is none
     */
    public ProxyOptions login(String userName, Supplier<char[]> password) {
        if (kind == Kind.HTTP_CONNECT && userName.indexOf(':') >= 0) {
            throw new IllegalArgumentException("The user name of an HTTP proxy has no colon");
        }
        return new ProxyOptions(kind, host, port, new Login(userName, password));
    }

    /** {@return how to talk to it} */
    public Kind kind() {
        return kind;
    }

    /** {@return its name or address} */
    public String host() {
        return host;
    }

    /** {@return its port, 1 to 65,535} */
    public int port() {
        return port;
    }

    /** {@return what to log in with; empty if no login is offered} */
    public Optional<Login> login() {
        return Optional.ofNullable(login);
    }

    /** As a URI without the login, for messages. */
    @Override
    public String toString() {
        String authority = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (kind == Kind.SOCKS5 ? "socks5://" : "http://") + authority + ":" + port;
    }
}
