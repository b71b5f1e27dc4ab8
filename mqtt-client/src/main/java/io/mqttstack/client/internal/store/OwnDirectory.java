package io.mqttstack.client.internal.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A directory for its owner alone, where the file system has owners. */
public final class OwnDirectory {
    private OwnDirectory() {}

    /**
     * Makes a directory, and those above it that are missing.
     *
     * @param directory where it has to be; one that is there stays as it is
     * @param force whether it is to outlive the machine
     * @throws IOException if it cannot be made
     */
    public static void make(Path directory, boolean force) throws IOException {
        Path whole = directory.toAbsolutePath();
        if (Files.isDirectory(whole)) {
            return;
        }
        Path parent = whole.getParent();
        if (parent != null) {
            make(parent, force);
        }
        try {
            if (whole.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(
                        whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(whole);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(whole)) {
                throw e;
            }
        }
        if (force) {
            JournalFile.forceEntry(whole);
        }
    }
}
