package io.mqttstack.client.internal.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    private final PublishStage stage = new PublishStage();

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
        assertFalse(stage.seal(), "the work would run in the thread that completes a whole batch");
    }

    @Test
    void isSealedWhereNothingIsChained() throws Exception {
        assertTrue(stage.seal());
        stage.complete(DONE);
        assertSame(DONE, stage.get());
    }

    @Test
    void workThatComesBetweenTheSealAndTheCompletionRunsInTheThreadThatChainsIt() throws Exception {
        assertTrue(stage.seal());
        AtomicReference<Thread> ran = new AtomicReference<>();
        FutureTask<Thread> chains = new FutureTask<>(() -> {
            CompletableFuture<Void> unused = stage.thenAccept(result -> ran.set(Thread.currentThread()));
            return Thread.currentThread();
        });
        Thread chaining = new Thread(chains, "chains");
        chaining.setDaemon(true);
        chaining.start();
        await(chaining);
        stage.complete(DONE);
        assertEquals(chains.get(20, TimeUnit.SECONDS), ran.get());
    }

    /** Until it is at the seal: it has asked for the new stage, or is about to. */
    private void await(Thread chaining) {
        while (Arrays.stream(chaining.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals("chain"))) {
            Thread.onSpinWait();
        }
    }
}
