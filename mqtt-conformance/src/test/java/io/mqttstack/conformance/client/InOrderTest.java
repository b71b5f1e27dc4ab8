package io.mqttstack.conformance.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class InOrderTest {
    @Test
    void runsTasksOneAfterTheOtherOnManyThreads() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            int count = 10_000;
            InOrder inOrder = new InOrder(threads);
            List<Integer> ran = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(count);
            for (int i = 0; i < count; i++) {
                int number = i;
                inOrder.execute(() -> {
                    ran.add(number);
                    done.countDown();
                });
            }
            done.await();
            assertEquals(IntStream.range(0, count).boxed().toList(), ran);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void goesOnBehindATaskThatThrows() {
        Queue<Runnable> given = new ArrayDeque<>();
        List<String> ran = new ArrayList<>();
        InOrder inOrder = new InOrder(given::add);
        inOrder.execute(() -> {
            ran.add("one");
            throw new IllegalStateException("one");
        });
        inOrder.execute(() -> ran.add("two"));
        Assertions.assertThrows(IllegalStateException.class, given.remove()::run);
        given.remove().run();
        inOrder.execute(() -> ran.add("three"));
        given.remove().run();
        assertEquals(List.of("one", "two", "three"), ran);
    }
}
