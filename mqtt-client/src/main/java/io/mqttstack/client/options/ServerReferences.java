package io.mqttstack.client.options;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which Server References a client follows, 5.0 only: where a server says with 0x9C (for now) or 0x9D (for good) that
 * another one should be used. None by default, because whoever can send one decides where credentials go.
 *
 * <p>A reference keeps the scheme of the endpoint, so that it never leads from TLS to plain, and its port where it names
 * none.
 *
 * @param hosts the names and addresses that may be followed, in lower case
 * @param hops how many references are followed in a row, 0 to 16; counted anew with each wait, and after a connection that stood
 *     for a minute
 */
public record ServerReferences(Set<String> hosts, int hops) {
    /** Follows none. */
    public static final ServerReferences IGNORED = new ServerReferences(Set.of(), 0);

    /**
     * Checks the range.
     *
     * @param hosts names and addresses, in any case
     * @param hops 0 to 16
     */
    public ServerReferences {
        if (hops < 0 || hops > 16) {
            throw new IllegalArgumentException("Hops must be 0 to 16, not " + hops);
        }
        Set<String> lower = new HashSet<>();
        hosts.forEach(host -> lower.add(host.toLowerCase(Locale.ROOT)));
        hosts = Set.copyOf(lower);
    }

    /**
     * Follows up to three references in a row to these hosts.
     *
     * @param hosts names and addresses (IPv6 without brackets), in any case
     * @return the rule
     */
    public static ServerReferences to(String... hosts) {
        return new ServerReferences(Set.of(hosts), 3);
    }
}
