package io.mqttstack.brokers.launch;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The users of a broker and their passwords. Immutable. */
public final class Users {

    private final Map<String, String> passwords;

    private Users(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    /**
     * Reads users from a properties file in UTF-8.
     *
     * @param file each key is a user, its value the password
     * @return the users
     * @throws IOException when the file cannot be read
     */
    public static Users read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> passwords = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> passwords.put(name, properties.getProperty(name)));
        return new Users(passwords);
    }

    /**
     * Tells whether a client with these credentials may connect.
     *
     * @param user the User Name, or null if the CONNECT has none
     * @param password the Password, or null if the CONNECT has none
     * @return true if there is such a user with this password
     */
    public boolean accepts(String user, byte[] password) {
        String expected = user == null ? null : passwords.get(user);
        return expected != null
                && password != null
                && MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), password);
    }

    /** {@return the password of each user, unmodifiable} */
    public Map<String, String> passwords() {
        return passwords;
    }
}
