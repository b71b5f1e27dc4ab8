package io.mqttstack.conformance.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A program that prints "ready", answers lines until there are no more, and ends with an exit status. Its first argument is
 * the status; the second, if there, a file that gets a line for each run.
 */
final class Rehearsed {
    private Rehearsed() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 1) {
            Files.writeString(Path.of(arguments[1]), "run\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println("read " + line);
        }
        System.exit(Integer.parseInt(arguments[0]));
    }
}
