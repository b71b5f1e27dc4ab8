package io.mqttstack.conformance.broker;

import java.util.Locale;

/** What carries the bytes of MQTT between a client and a broker. */
public enum Carrier {
    /** TCP alone. */
    TCP("TCP"),
    /** TLS over TCP; the broker has a certificate. */
    TLS("TLS"),
    /** TLS over TCP; the client has to have a certificate, too. */
    CLIENT_CERTIFICATE("TLS with client certificates"),
    /** TLS over TCP, with a pre-shared key instead of certificates. */
    PSK("TLS with pre-shared keys"),
    /** WebSocket over TCP. */
    WS("WebSocket"),
    /** WebSocket over TLS; the broker has a certificate. */
    WSS("WebSocket over TLS"),
    /** A Unix domain socket. */
    UNIX("a Unix socket");

    private final String title;

    Carrier(String title) {
        this.title = title;
    }

    /** {@return what people call it} */
    public String title() {
        return title;
    }

    /** {@return whether it is WebSocket, over TLS or not} */
    public boolean webSocket() {
        return this == WS || this == WSS;
    }

    /** {@return whether the broker needs a certificate for it} */
    public boolean certificate() {
        return this == TLS || this == CLIENT_CERTIFICATE || this == WSS;
    }

    /** {@return the name in lower case with hyphens, as in {@code client-certificate}} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
