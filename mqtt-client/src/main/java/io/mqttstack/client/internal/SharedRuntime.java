package io.mqttstack.client.internal;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.transport.nio.NioTransport;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The runtime of all clients that were given none: made for the first, closed with the last. */
public final class SharedRuntime {
    private static final SharedRuntime SHARED = new SharedRuntime();

    private int users;
    private @Nullable ClientRuntime runtime;

    /** For no other use than {@link #SHARED}, and to be tested. */
    SharedRuntime() {}

    /** Takes part; pairs with {@link #release()}. */
    static ClientRuntime acquire() {
        return SHARED.join();
    }

    /** Takes no part any more. The last one closes the transport. */
    static void release() {
        SHARED.leave();
    }

    synchronized ClientRuntime join() {
        ClientRuntime current = runtime;
        if (current == null) {
            current = new ClientRuntime(
                    NioTransport.create(),
                    executor(),
                    () -> ThreadLocalRandom.current().nextDouble());
            runtime = current;
        }
        users++;
        return current;
    }

    void leave() {
        ClientRuntime closing = null;
        synchronized (this) {
            if (--users == 0) {
                closing = runtime;
                runtime = null;
            }
        }
        if (closing != null) {
            closing.transport().close();
        }
    }

    /**
     * Makes an executor whose threads may block.
     *
     * @return virtual threads where the JDK has them, otherwise daemon threads
     */
    public static Executor executor() {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (NoSuchMethodException e) {
            return platformThreads();
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot make an executor of virtual threads", e);
        }
    }

    private static Executor platformThreads() {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task, "mqtt-client-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons);
    }
}
