package io.mqttstack.bench.process;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a {@link Program} until standard input ends, which also happens when the parent dies. */
public final class ChildMain {
    /** Begins the answer that is the program's. */
    static final String ANSWER = "answer ";
    /** Begins the answer that says why there is none. */
    static final String FAILURE = "failure ";

    private ChildMain() {}

    /**
     * Runs it and ends the JVM.
     *
     * @param arguments the name of the program's class, and what it is told
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what libraries print there is no answer
        int exitCode = 0;
        try (Program program =
                create(Program.class, arguments[0], List.of(arguments).subList(1, arguments.length))) {
            out.println(ANSWER + "ready");
            serve(program, out);
        } catch (Exception | LinkageError failure) {
            failure.printStackTrace();
            out.println(FAILURE + failure.toString().replace('\n', ' '));
            exitCode = 1;
        }
        System.exit(exitCode);
    }

    private static void serve(Program program, PrintStream out) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(ANSWER + program.answer(line));
        }
    }

    /** Makes an instance with the constructor that takes a list of strings. */
    static <T> T create(Class<T> type, String name, List<String> arguments) throws Exception {
        try {
            return type.cast(Class.forName(name).getConstructor(List.class).newInstance(arguments));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof Exception cause ? cause : thrown;
        }
    }
}
