package io.mqttstack.client.scram;

import io.mqttstack.client.spi.EnhancedAuthenticator;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * SCRAM (RFC 5802, RFC 7677) as an enhanced authentication: the password never leaves the client, and the server has to
 * prove that it knows it too.
 *
 * <p>Needs {@code com.ongres.scram:scram-client} on the class or module path.
 */
public final class Scram implements EnhancedAuthenticator {
    private final String mechanism;
    private final String userName;
    private final Supplier<char[]> password;

    private Scram(String mechanism, String userName, Supplier<char[]> password) {
        this.mechanism = mechanism;
        this.userName = Objects.requireNonNull(userName, "userName");
        this.password = Objects.requireNonNull(password, "password");
        try {
            Class.forName("com.ongres.scram.client.ScramClient", false, Scram.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    mechanism + " needs a library that is not on the class path or module path: add"
                            + " com.ongres.scram:scram-client",
                    e);
        }
    }

    /**
     * SCRAM-SHA-256.
     *
     * @param userName the user name
     * @param password asked for in each exchange, on the runtime's executor; the array is overwritten after use
     * @return the authenticator
     * @throws IllegalStateException if the library is not there
     */
    public static EnhancedAuthenticator sha256(String userName, Supplier<char[]> password) {
        return new Scram("SCRAM-SHA-256", userName, password);
    }

    /**
     * SCRAM-SHA-512.
     *
     * @param userName the user name
     * @param password asked for in each exchange, on the runtime's executor; the array is overwritten after use
     * @return the authenticator
     * @throws IllegalStateException if the library is not there
     */
    public static EnhancedAuthenticator sha512(String userName, Supplier<char[]> password) {
        return new Scram("SCRAM-SHA-512", userName, password);
    }

    @Override
    public String method() {
        return mechanism;
    }

    @Override
    public Exchange begin() {
        return ScramExchange.begin(mechanism, userName, password.get());
    }

    @Override
    public String toString() {
        return mechanism;
    }
}
