package io.mqttstack.transport.internal.tls;

import java.util.Map;
import java.util.Optional;

/** The names of the groups of key exchange, by the numbers that stand in the handshake. */
public final class NamedGroups {

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(23, "secp256r1"),
            Map.entry(24, "secp384r1"),
            Map.entry(25, "secp521r1"),
            Map.entry(29, "x25519"),
            Map.entry(30, "x448"),
            Map.entry(256, "ffdhe2048"),
            Map.entry(257, "ffdhe3072"),
            Map.entry(258, "ffdhe4096"),
            Map.entry(0x0200, "MLKEM512"),
            Map.entry(0x0201, "MLKEM768"),
            Map.entry(0x0202, "MLKEM1024"),
            Map.entry(0x11EB, "SecP256r1MLKEM768"),
            Map.entry(0x11EC, "X25519MLKEM768"),
            Map.entry(0x11ED, "SecP384r1MLKEM1024"));

    private NamedGroups() {}

    /** The name, or the number in hexadecimal. */
    public static String name(int number) {
        String name = NAMES.get(number);
        return name == null ? "0x%04x".formatted(number) : name;
    }

    /** The number of a name. */
    public static Optional<Integer> number(String name) {
        return NAMES.entrySet().stream()
                .filter(group -> group.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
