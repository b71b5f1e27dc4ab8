package io.mqttstack.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a host name. It is asked at each attempt to connect, and never for what is an address already. */
@FunctionalInterface
public interface NameResolver {

    /** The JDK's resolver, with its cache and its order of addresses. */
    NameResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * Looks a name up. Called in a thread made for it, so it may block; several calls may be under way at a time. What
     * takes longer than {@link ConnectOptions#connectTimeout()} is not waited for.
     *
     * @param host the name, never empty
     * @return the addresses, those to be tried first in front; the families IPv4 and IPv6 are tried in turn, beginning
     *     with that of the first
     * @throws IOException if the name is not known or cannot be looked up; an empty list says the same
     */
    List<InetAddress> resolve(String host) throws IOException;
}
