package io.mqttstack.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * Where to connect to, or to listen.
 *
 * @param scheme {@code mqtt} (TCP), {@code mqtts} (TLS), {@code ws}, {@code wss} (WebSocket), {@code unix} or {@code
 *     memory}
 * @param host a name or an address, an IPv6 address without brackets; of {@code memory} any name; of {@code unix} empty
 * @param port 0 to 65,535; 0 only to listen, where it lets the operating system choose, and for {@code unix} and {@code
 *     memory}, which have none
 * @param path of {@code ws} and {@code wss} the path of the request, encoded as in a URI and with its query if there is
 *     one, of {@code unix} the file, otherwise empty
 */
public record Endpoint(String scheme, String host, int port, String path) {

    /**
     * Checks the parts against each other.
     *
     * @param scheme one of those above
     * @param host a name, an address or nothing, as the scheme needs it
     * @param port 0 to 65,535
     * @param path a path or nothing, as the scheme needs it
     * @throws IllegalArgumentException if they do not fit together
     */
    public Endpoint {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(path, "path");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is between 0 and 65535, not " + port);
        }
        if (host.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '/')) {
            throw new IllegalArgumentException("A host has no blanks, control characters or slashes");
        }
        switch (scheme) {
            case "mqtt", "mqtts" -> require(!host.isEmpty() && path.isEmpty(), scheme, "a host and no path");
            case "ws", "wss" -> require(!host.isEmpty() && path.startsWith("/"), scheme, "a host and an absolute path");
            case "unix" -> require(host.isEmpty() && port == 0 && !path.isEmpty(), scheme, "a path and nothing else");
            case "memory" -> require(!host.isEmpty() && port == 0 && path.isEmpty(), scheme, "a name and nothing else");
            default ->
                throw new IllegalArgumentException("Scheme '" + scheme
                        + "' is not known: use mqtt (TCP), mqtts (TLS), ws, wss (WebSocket), unix or memory");
        }
    }

    private static void require(boolean condition, String scheme, String what) {
        if (!condition) {
            throw new IllegalArgumentException("An endpoint of scheme " + scheme + " has " + what);
        }
    }

    /**
     * MQTT over TCP.
     *
     * @param host a name or an address
     * @param port 0 to 65,535
     * @return the endpoint
     */
    public static Endpoint tcp(String host, int port) {
        return new Endpoint("mqtt", host, port, "");
    }

    /**
     * MQTT over TLS over TCP.
     *
     * @param host a name or an address
     * @param port 0 to 65,535
     * @return the endpoint
     */
    public static Endpoint tls(String host, int port) {
        return new Endpoint("mqtts", host, port, "");
    }

    /**
     * MQTT over WebSocket over TCP, or, where {@code secure} is true, over TLS.
     *
     * @param secure whether TLS is used
     * @param host a name or an address
     * @param port 0 to 65,535
     * @param path the path of the request, which begins with a slash; most servers have {@code /mqtt}
     * @return the endpoint
     */
    public static Endpoint webSocket(boolean secure, String host, int port, String path) {
        return new Endpoint(secure ? "wss" : "ws", host, port, path);
    }

    /**
     * A socket in the file system.
     *
     * @param path the file
     * @return the endpoint
     */
    public static Endpoint unix(String path) {
        return new Endpoint("unix", "", 0, path);
    }

    /**
     * A name within one memory transport.
     *
     * @param name any name
     * @return the endpoint
     */
    public static Endpoint memory(String name) {
        return new Endpoint("memory", name, 0, "");
    }

    /**
     * Reads a URI such as {@code mqtts://broker.example}. Absent ports are 1883 ({@code mqtt}), 8883 ({@code mqtts}),
     * 80 ({@code ws}) and 443 ({@code wss}); an absent WebSocket path is {@code /mqtt}.
     *
     * @param uri a URI with a scheme of an endpoint
     * @return the endpoint
     * @throws IllegalArgumentException if the URI is no endpoint; also if it contains user information, which would
     *     end up in logs and process lists: the user name and the password are given apart
     */
    public static Endpoint of(URI uri) {
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("The URI contains user information, which is easily leaked:"
                    + " take it out, and give the user name and the password to the client as such");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean webSocket = scheme.equals("ws") || scheme.equals("wss");
        if ((uri.getRawQuery() != null && !webSocket) || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("The URI has a query or a fragment, which an endpoint has not: " + scheme
                    + "://" + uri.getRawAuthority() + uri.getRawPath());
        }
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (scheme.equals("unix")) {
            return unix(path);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("The URI " + uri + " names no host: write for example mqtt://host:1883");
        }
        String host = uri.getHost();
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        host = bracketed ? host.substring(1, host.length() - 1) : host;
        if (webSocket) {
            path = (path.isEmpty() ? "/mqtt" : uri.getRawPath())
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } else if (path.equals("/")) {
            path = "";
        }
        return new Endpoint(scheme, host, uri.getPort() >= 0 ? uri.getPort() : defaultPort(scheme), path);
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "mqtt" -> 1883;
            case "mqtts" -> 8883;
            case "ws" -> 80;
            case "wss" -> 443;
            default -> 0;
        };
    }

    /**
     * The same with another port.
     *
     * @param newPort 0 to 65,535
     * @return the endpoint
     */
    public Endpoint withPort(int newPort) {
        return new Endpoint(scheme, host, newPort, path);
    }

    /** {@return whether the scheme is one of WebSocket} */
    public boolean webSocket() {
        return scheme.equals("ws") || scheme.equals("wss");
    }

    /** {@return whether the scheme asks for TLS} */
    public boolean secure() {
        return scheme.equals("mqtts") || scheme.equals("wss");
    }

    /** As a URI without the query, which may hold a secret, for messages. */
    @Override
    public String toString() {
        String authority = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        int query = webSocket() ? path.indexOf('?') : -1;
        return scheme + "://" + authority + (port > 0 ? ":" + port : "")
                + (query < 0 ? path : path.substring(0, query));
    }
}
