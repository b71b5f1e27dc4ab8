package io.mqttstack.client;

import io.mqttstack.codec.value.Bytes;
import java.util.Objects;
import java.util.Optional;

/**
 * User name and password of one connection attempt. {@link #toString()} shows neither.
 *
 * @param userName the user name, if any
 * @param password the password, if any; before 5.0 only beside a user name [MQTT-3.1.2-22]
 */
public record Credentials(Optional<String> userName, Optional<Bytes> password) {
    /** No user name and no password. */
    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

    /**
     * Checks that both are there.
     *
     * @param userName the user name, if any
     * @param password the password, if any
     */
    public Credentials {
        Objects.requireNonNull(userName, "userName");
        Objects.requireNonNull(password, "password");
    }

    /**
     * A user name and a password in UTF-8.
     *
     * @param userName the user name
     * @param password the password
     * @return the credentials
     */
    public static Credentials of(String userName, String password) {
        return new Credentials(Optional.of(userName), Optional.of(Bytes.utf8(password)));
    }

    @Override
    public String toString() {
        return "Credentials[userName " + (userName.isPresent() ? "set" : "none") + ", password "
                + (password.isPresent() ? "set" : "none") + "]";
    }
}
