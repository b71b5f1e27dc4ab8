package io.mqttstack.bench.sink;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Asks the sink what it counted, over a connection beside the one that is measured. */
public final class SinkQuestions implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final int QUESTION_LENGTH = 16;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /**
     * Connects.
     *
     * @param port the sink's
     * @throws IOException if that fails
     */
    public SinkQuestions(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /**
     * Waits until the sink has counted all messages of a run.
     *
     * @param run the run
     * @param count how many there are
     * @throws IOException if the connection fails
     * @throws IllegalStateException if some do not come, or not in order
     */
    public void requireAll(long run, long count) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            byte[] question = new byte[2 + QUESTION_LENGTH];
            question[1] = QUESTION_LENGTH;
            Sink.LONG.set(question, 2, run);
            Sink.LONG.set(question, 2 + Long.BYTES, count);
            out.write(question);
            long counted = in.readLong();
            long missing = in.readLong();
            long disordered = in.readLong();
            if (counted == count && missing == 0 && disordered == 0) {
                return;
            }
            if (counted > count || missing > 0 || disordered > 0 || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Of " + count + " messages the sink counted " + counted + ", with "
                        + missing + " left out and " + disordered + " out of order");
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
