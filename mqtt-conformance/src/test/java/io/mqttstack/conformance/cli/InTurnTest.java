package io.mqttstack.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InTurnTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void whatIsDoneSideBySideIsToldOneAfterTheOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch overtaken = new CountDownLatch(1);
        List<Integer> lengths = InTurn.all(
                2,
                List.of("later", "first"),
                (subject, tell) -> {
                    if (subject.equals("later")) {
                        begun.await();
                    }
                    tell.accept(subject + " begins");
                    begun.countDown();
                    if (subject.equals("first")) {
                        overtaken.await();
                    }
                    tell.accept(subject + " ends");
                    overtaken.countDown();
                    return subject.length();
                },
                told::add);
        assertEquals(List.of(5, 5), lengths);
        assertEquals(List.of("first begins", "first ends", "later begins", "later ends"), told);
    }

    @Test
    void noMoreAreAtWorkThanMayBe() throws Exception {
        AtomicInteger working = new AtomicInteger();
        List<Integer> counts = InTurn.all(
                1,
                List.of("a", "b", "c"),
                (subject, tell) -> {
                    int count = working.incrementAndGet();
                    working.decrementAndGet();
                    return count;
                },
                told::add);
        assertEquals(List.of(1, 1, 1), counts);
    }

    @Test
    void aFailureIsToldWhenTheOthersAreDone() {
        CountDownLatch ended = new CountDownLatch(1);
        IOException failure = assertThrows(
                IOException.class,
                () -> InTurn.all(
                        1,
                        List.of("fails", "goes on"),
                        (subject, tell) -> {
                            if (subject.equals("fails")) {
                                throw new IOException("it failed");
                            }
                            ended.countDown();
                            return subject;
                        },
                        told::add));
        assertEquals("it failed", failure.getMessage());
        assertEquals(0, ended.getCount());
    }
}
