package io.mqttstack.conformance.broker;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a broker is to be run. The passwords do not appear in {@link #toString()}.
 *
 * @param users the password of each user who may connect; empty if anyone may, with or without credentials
 * @param persistence whether sessions have to survive a restart, with what is queued for them; brokers that cannot do
 *     without keep them in any case
 * @param dataDirectory a directory for this broker alone, created when missing, never deleted; one that an earlier run
 *     left behind hands on its state
 * @param carriers what to listen on besides TCP; of these a broker takes those that it knows
 * @param tls certificates and keys for those carriers that need them; empty: there are no such carriers
 */
public record BrokerOptions(
        Map<String, String> users,
        boolean persistence,
        Path dataDirectory,
        Set<Carrier> carriers,
        Optional<BrokerTls> tls) {

    /**
     * Keeps the users in the order of the given map.
     *
     * @throws IllegalArgumentException when a user is empty or holds a colon or a control character, or a password
     *     holds a control character, which not every broker can express; when a carrier needs TLS and there is none
     */
    public BrokerOptions {
        users.forEach(BrokerOptions::check);
        users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
        dataDirectory = dataDirectory.toAbsolutePath();
        carriers = Set.copyOf(carriers);
        if (tls.isEmpty() && carriers.stream().anyMatch(each -> each.certificate() || each == Carrier.PSK)) {
            throw new IllegalArgumentException("TLS needs certificates and keys");
        }
    }

    private static void check(String user, String password) {
        boolean controls = (user + password).chars().anyMatch(Character::isISOControl);
        if (user.isEmpty() || user.indexOf(':') >= 0 || controls) {
            throw new IllegalArgumentException("not a user and password for every broker: " + user);
        }
    }

    /**
     * Options for a broker that anyone may connect to and that keeps nothing for long.
     *
     * @param dataDirectory a directory for this broker alone
     * @return the options
     */
    public static BrokerOptions in(Path dataDirectory) {
        return new BrokerOptions(Map.of(), false, dataDirectory, Set.of(), Optional.empty());
    }

    /**
     * The same options with one more user, from whom on only users with their password may connect.
     *
     * @param user the User Name
     * @param password the Password
     * @return other options
     */
    public BrokerOptions withUser(String user, String password) {
        Map<String, String> more = new LinkedHashMap<>(users);
        more.put(user, password);
        return new BrokerOptions(more, persistence, dataDirectory, carriers, tls);
    }

    /**
     * The same options, with or without persistence.
     *
     * @param value whether sessions have to survive a restart
     * @return other options
     */
    public BrokerOptions withPersistence(boolean value) {
        return new BrokerOptions(users, value, dataDirectory, carriers, tls);
    }

    /**
     * The same options with more listeners, of which a broker opens those that it knows.
     *
     * @param more besides TCP
     * @param material certificates and keys
     * @return other options
     */
    public BrokerOptions withListeners(Set<Carrier> more, BrokerTls material) {
        return new BrokerOptions(users, persistence, dataDirectory, more, Optional.of(material));
    }

    /** The certificates and keys, where a listener needs them. */
    BrokerTls material() {
        return tls.orElseThrow();
    }

    /** The first user, as whom a test connects. */
    Optional<Credentials> credentials() {
        return users.entrySet().stream().findFirst().map(user -> new Credentials(user.getKey(), user.getValue()));
    }

    /** {@return everything but the passwords} */
    @Override
    public String toString() {
        return "BrokerOptions[users=%s, persistence=%s, dataDirectory=%s, carriers=%s]"
                .formatted(users.keySet(), persistence, dataDirectory, carriers);
    }
}
