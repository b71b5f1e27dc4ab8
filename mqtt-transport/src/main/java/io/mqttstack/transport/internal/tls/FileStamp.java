package io.mqttstack.transport.internal.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;

/** How a file is told from what it was before. */
record FileStamp(Path file, FileTime modified, long size, String key) {

    private static final FileTime NEVER = FileTime.fromMillis(0);

    /** Now. Files that are absent have a stamp too; that they are is found out by who reads them. */
    static List<FileStamp> of(List<Path> files) {
        return files.stream().map(FileStamp::of).toList();
    }

    private static FileStamp of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(file, now.lastModifiedTime(), now.size(), Objects.toString(now.fileKey()));
        } catch (IOException absent) {
            return new FileStamp(file, NEVER, -1, Unusable.reason(absent));
        }
    }
}
