package io.mqttstack.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The results as JMH writes them, without where things are on this machine: that helps nobody who reads them elsewhere. */
final class RawResults {
    private static final Pattern JVM = Pattern.compile("(\"jvm\" : )\"([^\"]*)\"");

    private RawResults() {}

    /**
     * Leaves the file name of each path to a JVM.
     *
     * @throws IOException if the file cannot be read or written
     */
    static void shortenPaths(Path file) throws IOException {
        Files.writeString(file, JVM.matcher(Files.readString(file)).replaceAll(RawResults::shortened));
    }

    private static String shortened(MatchResult found) {
        return Matcher.quoteReplacement(found.group(1) + "\"" + fileName(found.group(2)) + "\"");
    }

    /** The part of a path behind its last slash or backslash. */
    static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
