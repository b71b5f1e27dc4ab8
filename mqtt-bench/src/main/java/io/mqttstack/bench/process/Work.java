package io.mqttstack.bench.process;

import java.io.IOException;

/**
 * What is measured, in a process of its own. An implementation has a public constructor that takes a {@code List<String>}: the
 * arguments of its {@link Launch}, then the address that the other end answered. One thread makes it, runs it and closes it.
 */
public interface Work extends AutoCloseable {

    /**
     * Does a number of units of work, and verifies that they were done. Time and CPU time of the whole call count.
     *
     * @param units how many
     * @return what was done
     * @throws Exception if it was not done rightly
     */
    Outcome run(long units) throws Exception;

    /**
     * Ends what was begun.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;
}
