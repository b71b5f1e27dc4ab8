package io.mqttstack.bench.process;

/**
 * What the project wants, and what a run showed.
 *
 * @param scenario where
 * @param what what is compared, as it reads behind a number
 * @param actual what was found
 * @param bound what is wanted
 * @param atLeast whether more is better
 */
public record Target(String scenario, String what, double actual, double bound, boolean atLeast) {

    /** {@return whether the run shows it} */
    public boolean met() {
        return atLeast ? actual >= bound : actual <= bound;
    }
}
