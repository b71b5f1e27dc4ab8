package io.mqttstack.client.internal.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.Message;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.codec.value.TopicName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who runs the work that is chained to a publish. */
@Timeout(30)
class PublishStageTest {
    private static final PublishResult DONE = PublishResult.of(Outcome.DELIVERED);

    private final Publishing.ToFuture publishing =
            new Publishing.ToFuture(Message.builder(TopicName.of("t")).build(), 0);
    private final PublishStage stage = publishing.future;

    private boolean tell() {
        publishing.ended(DONE, null);
        return stage.tellUnchained(publishing);
    }

    static List<Function<PublishStage, CompletionStage<?>>> chaining() {
        return List.of(
                each -> each.thenAccept(result -> {}),
                each -> each.handle((result, failure) -> result),
                each -> each.whenComplete((result, failure) -> {}),
                each -> each.exceptionally(failure -> DONE),
                each -> each.thenCompose(result -> new CompletableFuture<>()),
                each -> each.thenCombine(new CompletableFuture<Void>(), (result, other) -> result),
                each -> new CompletableFuture<Void>().thenCombine(each, (other, result) -> result),
                each -> new CompletableFuture<PublishResult>().applyToEither(each, result -> result),
                each -> CompletableFuture.completedFuture(1).thenCompose(one -> each),
                each -> CompletableFuture.allOf(each.toCompletableFuture()));
    }

    @ParameterizedTest
    @MethodSource
    void chaining(Function<PublishStage, CompletionStage<?>> chain) {
        assertFalse(chain.apply(stage).toCompletableFuture().isDone());
        assertFalse(tell(), "the work would run in the thread that completes a whole batch");
        assertFalse(stage.isDone());
    }

    @Test
    void isCompletedWhereNothingIsChained() throws Exception {
        assertTrue(tell());
        assertSame(DONE, stage.get());
    }

    /** Either the work was there in time, and the stage is not completed in place, or it runs where it is chained. */
    @Test
    void neverRunsWorkInTheThreadThatCompletesABatch() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            Publishing.ToFuture each =
                    new Publishing.ToFuture(Message.builder(TopicName.of("t")).build(), 0);
            AtomicReference<Thread> ran = new AtomicReference<>();
            CyclicBarrier start = new CyclicBarrier(2);
            FutureTask<Void> chains = new FutureTask<>(() -> {
                start.await();
                CompletableFuture<Void> unused = each.future.thenAccept(result -> ran.set(Thread.currentThread()));
                return null;
            });
            Thread chaining = new Thread(chains, "chains");
            chaining.setDaemon(true);
            chaining.start();
            start.await();
            each.ended(DONE, null);
            boolean told = each.future.tellUnchained(each);
            chains.get(20, TimeUnit.SECONDS);
            assertEquals(told ? chaining : null, ran.get());
        }
    }
}
