package io.mqttstack.client.internal.publish;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishListener;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.internal.session.Outbound;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The three ways to wait for a publish. */
public final class Publishing {
    private Publishing() {}

    /** Completes a future, on the executor. */
    public static final class ToFuture extends Outbound {
        public final PublishStage future = new PublishStage();

        public ToFuture(Message message, long now) {
            super(message, now);
        }

        @Override
        public boolean direct() {
            return false;
        }

        @Override
        protected void tell(@Nullable PublishResult result, @Nullable MqttException failure) {
            if (result != null) {
                future.complete(result);
            } else {
                future.completeExceptionally(failure);
            }
        }
    }

    /** Tells a shared listener, on the executor. A message that could not be sent at all counts as refused or closed. */
    public static class ToListener extends Outbound {
        private final PublishListener listener;

        public ToListener(Message message, long now, PublishListener listener) {
            super(message, now);
            this.listener = listener;
        }

        @Override
        public final boolean direct() {
            return false;
        }

        @Override
        protected final void tell(@Nullable PublishResult result, @Nullable MqttException failure) {
            listener.completed(message(), result != null ? result : PublishResult.of(PublishResult.Outcome.REFUSED));
        }
    }

    /** An earlier client's, of which a store knows. */
    public static final class Restored extends ToListener {
        public Restored(Message message, long since, PublishListener listener) {
            super(message, since, listener);
        }

        @Override
        public boolean waits() {
            return false;
        }
    }

    /** Wakes a thread that waits, from the loop itself. */
    public static final class ToThread extends Outbound {
        private final Thread waiter = Thread.currentThread();

        /** Decided once: true, the buffer has let it in; false, the thread gave up before. */
        private final AtomicReference<@Nullable Boolean> admitted = new AtomicReference<>();

        private volatile @Nullable Object outcome;

        public ToThread(Message message, long now) {
            super(message, now);
        }

        @Override
        public boolean direct() {
            return true;
        }

        @Override
        protected void tell(@Nullable PublishResult result, @Nullable MqttException failure) {
            outcome = result != null ? result : failure;
            LockSupport.unpark(waiter);
        }

        @Override
        public boolean admit() {
            return admitted.compareAndSet(null, true);
        }

        /** Gives up; false: too late, it is under way. */
        public boolean withdraw() {
            return admitted.compareAndSet(null, false);
        }

        /** Waits on the thread that made this; null: the time ran out first. */
        public @Nullable PublishResult await(long nanos) throws InterruptedException {
            long deadline = System.nanoTime() + nanos;
            for (Object end = outcome; ; end = outcome) {
                if (end instanceof PublishResult result) {
                    return result;
                }
                if (end instanceof MqttException failure) {
                    throw failure.rethrown();
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException(
                            "Interrupted while publishing to " + message().topic());
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                LockSupport.parkNanos(this, Math.min(left, TimeUnit.HOURS.toNanos(1)));
            }
        }
    }
}
