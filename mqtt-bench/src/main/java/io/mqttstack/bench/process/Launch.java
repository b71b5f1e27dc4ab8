package io.mqttstack.bench.process;

import java.util.ArrayList;
import java.util.List;

/**
 * How to start a program.
 *
 * @param program what runs
 * @param jvmArguments options of its JVM
 * @param arguments what the program is told
 */
public record Launch(Class<? extends Program> program, List<String> jvmArguments, List<String> arguments) {

    /** Copies the lists. */
    public Launch {
        jvmArguments = List.copyOf(jvmArguments);
        arguments = List.copyOf(arguments);
    }

    /**
     * Work to be measured.
     *
     * @param work a class with a public constructor that takes a {@code List<String>}
     * @param jvmArguments options of its JVM
     * @param arguments what the work is told
     * @return how to start it
     */
    public static Launch of(Class<? extends Work> work, List<String> jvmArguments, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(work.getName()));
        all.addAll(arguments);
        return new Launch(MeasuredWork.class, jvmArguments, all);
    }

    Launch with(List<String> more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(more);
        return new Launch(program, jvmArguments, all);
    }
}
