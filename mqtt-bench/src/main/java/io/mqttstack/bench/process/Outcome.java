package io.mqttstack.bench.process;

import java.util.Map;

/**
 * What a run of {@link Work} did.
 *
 * @param units how many units of work were done
 * @param figures what else was found, by names without spaces
 */
public record Outcome(long units, Map<String, Double> figures) {

    /** Copies the map. */
    public Outcome {
        figures = Map.copyOf(figures);
    }

    /**
     * Nothing but a count.
     *
     * @param units how many units of work were done
     * @return the outcome
     */
    public static Outcome of(long units) {
        return new Outcome(units, Map.of());
    }
}
