package io.mqttstack.client.internal.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.internal.session.Outbound;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.OverflowPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What has ended and nobody has heard of yet. */
class CompletionsTest {
    private static final int MOST = 4;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private static final OutboundBuffer.Owner NOWHERE = new OutboundBuffer.Owner() {
        @Override
        public void admitted(Outbound outbound) {}

        @Override
        public void dropped(Outbound outbound) {}
    };

    private final OutboundBuffer buffer =
            new OutboundBuffer(OverflowPolicy.FAIL, ClientLimits.DEFAULT.withOutbound(MOST, 1_000));
    private final Completions completions = new Completions(tasks::add, buffer);

    private Outbound publish(String topic) {
        return publish(new Publishing.ToListener(
                Message.of(topic, ""),
                0,
                (message, result) -> told.add(message.topic().value())));
    }

    private Outbound publish(Outbound outbound) {
        buffer.take(outbound);
        buffer.accept(outbound, NOWHERE);
        return outbound;
    }

    private void delivered(Outbound outbound) {
        buffer.release(outbound);
        completions.add(outbound, PublishResult.of(Outcome.DELIVERED), null);
        completions.flush();
    }

    private void runOne() {
        tasks.remove().run();
    }

    @Test
    void keepTheirPlaceUntilASlowListenerIsTold() {
        for (int i = 0; i < MOST; i++) {
            delivered(publish("t" + i));
        }
        assertThrows(MqttException.class, () -> publish("late"), "the listener is slow, and memory is bounded");
        assertEquals(1, tasks.size(), "one task tells of all");
        runOne();
        assertEquals(List.of("t0", "t1", "t2", "t3"), told);
        for (int i = 0; i < MOST; i++) {
            publish("again");
        }
    }

    @Test
    void giveTheirPlacesBackBeforeAListenerIsCalledThatPublishes() {
        List<Outbound> batch = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            batch.add(publish(new Publishing.ToListener(
                    Message.of("t", ""),
                    0,
                    (message, result) ->
                            told.add(publish("next").message().topic().value()))));
        }
        for (Outbound each : batch) {
            buffer.release(each);
            completions.add(each, PublishResult.of(Outcome.DELIVERED), null);
        }
        completions.flush();
        runOne();
        assertEquals(List.of("next", "next", "next", "next"), told);
    }

    @Test
    void giveTheirPlacesBackBeforeAFutureCompletes() {
        List<Publishing.ToFuture> batch = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            Publishing.ToFuture each = new Publishing.ToFuture(Message.of("t", ""), 0);
            CompletableFuture<Void> unused = each.future.thenAccept(result -> publish("next"));
            publish(each);
            batch.add(each);
        }
        batch.forEach(this::delivered);
        while (!tasks.isEmpty()) {
            runOne();
        }
        assertEquals(
                MOST,
                batch.stream()
                        .filter(each -> !each.future.isCompletedExceptionally())
                        .count());
        assertThrows(MqttException.class, () -> publish("late"), "each callback has published one");
    }
}
