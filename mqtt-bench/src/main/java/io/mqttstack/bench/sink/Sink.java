package io.mqttstack.bench.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A process that listens on a free port of this machine and takes what comes. It prints {@code port N}; to each line of its
 * input it prints what it counted since the one before, and at the end of its input it ends:
 *
 * <pre>
 *   phase PHASE COUNT MISSING DISORDERED NANOSECONDS     for each phase
 *   flood SENT ACKNOWLEDGED                              where one was asked for
 *   end
 * </pre>
 */
public final class Sink {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Bytes that one read takes at most. */
    static final int INPUT = 256 * 1024;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final ByteBuffer input = ByteBuffer.allocate(2 * INPUT);
    private final ByteBuffer output = ByteBuffer.allocate(INPUT);
    private final Map<Long, Tally> tallies = new TreeMap<>();
    private final Queue<String> questions = new ConcurrentLinkedQueue<>();
    private Tally current = new Tally();
    private long currentPhase = Long.MIN_VALUE;
    private @Nullable SinkConnection flooded;
    private volatile boolean over;

    private Sink() throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Runs until the end of the standard input.
     *
     * @param arguments none
     * @throws IOException if a socket fails for another reason than the client's end
     */
    public static void main(String[] arguments) throws IOException {
        Sink sink = new Sink();
        Thread asking = new Thread(sink::readQuestions, "sink-questions");
        asking.setDaemon(true);
        asking.start();
        System.out.println("port " + sink.server.socket().getLocalPort());
        sink.run();
    }

    private void readQuestions() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                questions.add(line);
                selector.wakeup();
            }
        } catch (IOException gone) {
            System.err.println("The input of the sink failed: " + gone);
        }
        over = true;
        selector.wakeup();
    }

    private void run() throws IOException {
        while (!over) {
            selector.select(this::ready);
            while (questions.poll() != null) {
                report();
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                SinkConnection connection = (SinkConnection) key.attachment();
                connection.ready();
                if (connection.flood() != null) {
                    flooded = connection;
                }
            }
        } catch (IOException gone) {
            output.clear();
            key.cancel();
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new SinkConnection(this, channel, key));
        }
    }

    private void report() {
        tallies.forEach((phase, tally) -> System.out.println("phase " + phase + " " + tally.count() + " "
                + tally.missing() + " " + tally.disordered() + " " + tally.nanoseconds()));
        Flood flood = flooded == null ? null : flooded.flood();
        if (flood != null) {
            System.out.println("flood " + flood.sent() + " " + flood.acknowledgements());
        }
        System.out.println("end");
        tallies.clear();
        currentPhase = Long.MIN_VALUE;
        flooded = null;
    }

    ByteBuffer input() {
        return input;
    }

    ByteBuffer output() {
        return output;
    }

    Tally tally(long phase) {
        if (phase != currentPhase) {
            currentPhase = phase;
            current = tallies.computeIfAbsent(phase, each -> new Tally());
        }
        return current;
    }
}
