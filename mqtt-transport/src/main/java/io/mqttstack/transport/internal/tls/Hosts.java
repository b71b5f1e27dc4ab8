package io.mqttstack.transport.internal.tls;

import java.util.regex.Pattern;

/** Tells addresses from names. */
public final class Hosts {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern ADDRESS =
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?");

    private Hosts() {}

    /** Whether a host is written as an IPv4 or IPv6 address. */
    public static boolean isAddress(String host) {
        return ADDRESS.matcher(host).matches();
    }
}
