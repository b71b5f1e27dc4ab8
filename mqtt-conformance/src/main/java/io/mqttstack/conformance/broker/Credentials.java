package io.mqttstack.conformance.broker;

/**
 * What a client tells the broker about itself. The password does not appear in {@link #toString()}.
 *
 * @param user the User Name
 * @param password the Password, sent in UTF-8
 */
public record Credentials(String user, String password) {

    /** {@return the user alone} */
    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
