package io.mqttstack.bench.process;

import java.util.Map;
import java.util.TreeMap;

/**
 * One run.
 *
 * @param units how many units of work were done
 * @param nanoseconds the time that passed
 * @param cpuNanoseconds the CPU time of the whole process meanwhile, collector and compiler included
 * @param figures what else was found
 */
public record Sample(long units, long nanoseconds, long cpuNanoseconds, Map<String, Double> figures) {

    /** {@return units a second} */
    public double rate() {
        return units * 1e9 / nanoseconds;
    }

    /** {@return CPU nanoseconds for one unit} */
    public double cpuPerUnit() {
        return (double) cpuNanoseconds / units;
    }

    /** {@return the sample in one line, for {@link #parse}} */
    String line() {
        StringBuilder line = new StringBuilder();
        line.append(units).append(' ').append(nanoseconds).append(' ').append(cpuNanoseconds);
        new TreeMap<>(figures)
                .forEach((name, value) ->
                        line.append(' ').append(name).append('=').append(value));
        return line.toString();
    }

    static Sample parse(String line) {
        String[] words = line.split(" ", -1);
        Map<String, Double> figures = new TreeMap<>();
        for (int index = 3; index < words.length; index++) {
            int equals = words[index].indexOf('=');
            figures.put(words[index].substring(0, equals), Double.valueOf(words[index].substring(equals + 1)));
        }
        return new Sample(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), figures);
    }
}
