package io.mqttstack.bench.process;

import java.io.IOException;

/**
 * What runs in a child process: it answers one line with another. An implementation has a public constructor that takes a
 * {@code List<String>}, the arguments. One thread makes it, asks it and closes it.
 */
public interface Program extends AutoCloseable {

    /**
     * Does what the line asks for.
     *
     * @param request without line feed
     * @return the answer, without line feed
     * @throws Exception that ends the process; the parent is told
     */
    String answer(String request) throws Exception;

    /**
     * Ends what was begun.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;
}
