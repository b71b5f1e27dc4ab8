package io.mqttstack.brokers.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Runs one broker as the main program of this process, by the protocol that the package describes. */
public final class BrokerMain {

    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int STUCK = 2;

    /** How long a start or stop in progress may still take after the input has ended. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final int PROBE_TIMEOUT_MILLIS = 2_000;

    private BrokerMain() {}

    /**
     * Runs the broker until the input ends. Never returns: the process ends with this method.
     *
     * <p>Standard output carries the READY line alone; whatever else the broker prints there goes to standard error.
     *
     * @param broker the broker, not started
     * @param args the command line, see {@link Settings}
     */
    public static void run(Broker broker, String... args) {
        PrintStream answers = System.out;
        System.setOut(System.err);
        CountDownLatch stop = watchInput(Thread.currentThread());
        try {
            Settings settings = Settings.parse(args);
            requireFree(settings.port());
            for (Listener each : settings.listeners().all()) {
                requireFree(each.port());
            }
            int port = broker.start(settings);
            requireAnswer(port);
            for (Listener each : settings.listeners().all()) {
                requireAnswer(each.port());
            }
            answers.println("READY port=" + port);
            answers.flush();
            stop.await();
        } catch (Throwable e) {
            fail("cannot start", e);
        }
        try {
            broker.stop();
        } catch (Throwable e) {
            fail("cannot stop", e);
        }
        System.exit(STOPPED);
    }

    private static CountDownLatch watchInput(Thread main) {
        CountDownLatch stop = new CountDownLatch(1);
        Thread watch = new Thread(
                () -> {
                    awaitEnd();
                    stop.countDown();
                    haltIfStuck(main);
                },
                "broker-input");
        watch.setDaemon(true);
        watch.start();
        return stop;
    }

    private static void awaitEnd() {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            String line = input.readLine();
            while (line != null && !line.equals("stop")) {
                line = input.readLine();
            }
        } catch (IOException e) {
            // An input that cannot be read has ended as well: nobody could stop this process through it.
            System.err.println("standard input failed: " + reason(e));
        }
    }

    /** Ends the process by force when it does not end by itself; otherwise this thread dies with it. */
    private static void haltIfStuck(Thread main) {
        try {
            main.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            System.err.println("interrupted while the broker stops");
        }
        System.err.println("the broker did not stop within " + GRACE);
        Runtime.getRuntime().halt(STUCK);
    }

    /** Some brokers only log that they could not bind, so a port that is taken is refused before they try. */
    private static void requireFree(int port) throws IOException {
        if (port != 0) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName(Settings.HOST), port));
            } catch (IOException e) {
                throw new IOException("port " + port, e);
            }
        }
    }

    private static void requireAnswer(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Settings.HOST, port), PROBE_TIMEOUT_MILLIS);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("the broker does not listen on port " + port, e);
        }
    }

    private static void fail(String what, Throwable e) {
        System.err.println(what + ": " + reason(e));
        System.err.flush();
        Runtime.getRuntime().halt(FAILED);
    }

    private static String reason(Throwable failure) {
        Set<String> reasons = new LinkedHashSet<>();
        for (Throwable e = failure; e != null; e = e.getCause()) {
            String name = e.getClass().getSimpleName();
            reasons.add(e.getMessage() == null ? name : name + ": " + e.getMessage());
        }
        return String.join(": ", reasons).replaceAll("\\R\\s*", " ");
    }
}
