package io.mqttstack.bench.process;

import java.util.List;

/** The scenarios of one subject, and what is wanted of them. */
public interface Suite {

    /** {@return all scenarios, in the order in which they run} */
    List<Scenario> scenarios();

    /**
     * Judges a run.
     *
     * @param results what was measured
     * @return the targets that the run says something about
     */
    List<Target> targets(Results results);

    /** {@return how to read the names in the table, lines ended by line feeds} */
    String legend();
}
