package io.mqttstack.bench.sink;

import io.mqttstack.bench.process.Program;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Listens on a free port of this machine and takes what comes. Beside MQTT it answers a packet of the reserved type 0, which holds
 * the number of a run and how many messages it has: with how many have come, how many are missing, and how many were out of
 * order.
 */
public final class Sink implements Program {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Bytes that one read takes at most. */
    static final int INPUT = 256 * 1024;

    private static final int BACKLOG = 4096;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final ByteBuffer input = ByteBuffer.allocate(2 * INPUT);
    private final ByteBuffer output = ByteBuffer.allocate(INPUT);
    private final Map<Long, Tally> tallies = new HashMap<>();
    private Tally current = new Tally();
    private long currentRun = Long.MIN_VALUE;

    /**
     * Starts to listen.
     *
     * @param arguments {@link OneCore#NAME}, to use one core alone, or nothing
     * @throws IOException if there is no port
     */
    public Sink(List<String> arguments) throws IOException {
        if (arguments.contains(OneCore.NAME)) {
            OneCore.use();
        }
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::run, "sink");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public String answer(String request) {
        return String.valueOf(server.socket().getLocalPort());
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException | ClosedSelectorException ended) {
            if (selector.isOpen()) {
                throw new IllegalStateException("The sink failed", ended);
            }
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                ((SinkConnection) key.attachment()).ready();
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

    ByteBuffer input() {
        return input;
    }

    ByteBuffer output() {
        return output;
    }

    Tally tally(long run) {
        if (run != currentRun) {
            currentRun = run;
            current = tallies.computeIfAbsent(run, each -> new Tally());
        }
        return current;
    }

    /** Returns what came in a run, and forgets it where it is complete. */
    Tally report(long run, long complete) {
        Tally tally = tally(run);
        if (tally.count() >= complete) {
            tallies.remove(run);
            currentRun = Long.MIN_VALUE;
        }
        return tally;
    }
}
