package io.mqttstack.conformance.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Carries TCP connections to a broker until it is told to cut them all, by reset. Its threads are daemons. */
final class CuttingProxy implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Passage passage;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** What becomes of the bytes on their way. */
    @FunctionalInterface
    interface Passage {
        /** Nothing. */
        Passage UNTOUCHED = (fromClient, in, out) -> in.transferTo(out);

        /** Carries what comes from one side to the other, up to its end. */
        void carry(boolean fromClient, InputStream in, OutputStream out) throws IOException;
    }

    CuttingProxy(InetSocketAddress target) throws IOException {
        this(target, Passage.UNTOUCHED);
    }

    CuttingProxy(InetSocketAddress target, Passage passage) throws IOException {
        this.target = target;
        this.passage = passage;
        this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Where clients connect. */
    String url() {
        return "mqtt://127.0.0.1:" + port();
    }

    /** Ends all connections at once; new ones are carried as before. */
    void cut() {
        sockets.forEach(CuttingProxy::reset);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                Socket far = new Socket();
                sockets.add(near);
                sockets.add(far);
                far.connect(target, CONNECT_MILLIS);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                daemon(() -> pump(true, near, far));
                daemon(() -> pump(false, far, near));
            } catch (IOException e) {
                // The listener was closed, or the broker does not answer: the client sees that its connection ends.
                cut();
            }
        }
    }

    private void pump(boolean fromClient, Socket from, Socket to) {
        try {
            passage.carry(fromClient, from.getInputStream(), to.getOutputStream());
        } catch (IOException e) {
            // One side has ended, so that the other has to.
            reset(from);
        }
        reset(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It was closed before, which is all that was wanted.
            return;
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
