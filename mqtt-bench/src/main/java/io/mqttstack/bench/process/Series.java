package io.mqttstack.bench.process;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The runs of one contender in one scenario that count.
 *
 * @param scenario the scenario's name
 * @param unit what is counted
 * @param contender the contender's name
 * @param samples the runs, one or more
 */
public record Series(String scenario, String unit, String contender, List<Sample> samples) {

    /** Copies the list. */
    public Series {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException(contender + " did not run in " + scenario);
        }
    }

    /** {@return units a second, in the median} */
    public double rate() {
        return median(Sample::rate);
    }

    /** {@return CPU nanoseconds for one unit, in the median} */
    public double cpuPerUnit() {
        return median(Sample::cpuPerUnit);
    }

    /**
     * A figure beside count and times.
     *
     * @param name its name
     * @return its median
     * @throws IllegalArgumentException if a run has no such figure
     */
    public double figure(String name) {
        return median(sample -> {
            Double value = sample.figures().get(name);
            if (value == null) {
                throw new IllegalArgumentException("No " + name + " among " + sample.figures());
            }
            return value;
        });
    }

    /**
     * How much runs differ.
     *
     * @param value what of a run
     * @return the distance from the smallest to the largest, as a part of the median
     */
    public double spread(ToDoubleFunction<Sample> value) {
        double[] values = samples.stream().mapToDouble(value).sorted().toArray();
        return (values[values.length - 1] - values[0]) / median(value);
    }

    private double median(ToDoubleFunction<Sample> value) {
        double[] values = samples.stream().mapToDouble(value).sorted().toArray();
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
