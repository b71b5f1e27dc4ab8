package io.mqttstack.client.store;

import io.mqttstack.client.internal.store.FileSession;
import io.mqttstack.client.internal.store.OwnDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Keeps each session in a file of a directory, readable by its owner alone where the file system has owners. Immutable; one
 * instance serves any number of clients, which must have different Client Identifiers. For servers that have nothing to do with each
 * other use a directory each.
 *
 * <p>Changes are added to the file, those of a moment in one go, by a task on the executor of the client's runtime; a file that
 * has grown beyond its use is written anew. A file takes up to four times what is to be sent, at least 1 MiB. The bound of the
 * outbound buffer bounds it.
 *
 * <p>Files hold payloads as they are, and no credentials.
 */
public final class FileSessionStore implements SessionStore {
    private static final int READABLE = 40;

    private final Path directory;
    private final boolean force;

    private FileSessionStore(Path directory, boolean force) {
        this.directory = directory;
        this.force = force;
    }

    /**
     * Keeps sessions so that they outlive the process, the system and a loss of power: each batch is forced to the disk.
     *
     * @param directory where; made with the first session, for its owner alone
     * @return the store
     */
    public static FileSessionStore in(Path directory) {
        return new FileSessionStore(directory, true);
    }

    /**
     * Keeps sessions so that they outlive the process, however it ends. The system writes to the disk when it likes, which is
     * faster; after the end of the system itself a session may be older than what the server was told, or be damaged, which
     * is found when it is opened.
     *
     * @return such a store in the same directory
     */
    public FileSessionStore unforced() {
        return new FileSessionStore(directory, false);
    }

    @Override
    public StoredSession open(String clientIdentifier, Progress progress) throws IOException {
        OwnDirectory.make(directory, force);
        return FileSession.open(directory.resolve(fileName(clientIdentifier)), clientIdentifier, force, progress);
    }

    /** What a person can read of the identifier, and what tells it from all others. */
    static String fileName(String clientIdentifier) {
        StringBuilder readable = new StringBuilder();
        for (int i = 0; i < clientIdentifier.length() && readable.length() < READABLE; i++) {
            char each = clientIdentifier.charAt(i);
            boolean plain =
                    (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9');
            readable.append(plain || each == '-' ? each : '_');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(clientIdentifier.getBytes(StandardCharsets.UTF_8));
            return readable.append('.')
                    .append(HexFormat.of().formatHex(digest, 0, 8))
                    .append(".session")
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "FileSessionStore[" + directory + (force ? "]" : ", unforced]");
    }
}
