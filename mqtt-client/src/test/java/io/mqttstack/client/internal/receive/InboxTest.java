package io.mqttstack.client.internal.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mqttstack.client.Message;
import io.mqttstack.client.internal.session.Arrival;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.PublishReasonCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of what {@code loop} takes and holds back. */
class InboxTest {
    private final Inbox inbox = new Inbox();
    private final Arrival first = new Received(Message.of("first", ""));
    private final Arrival second = new Received(Message.of("second", ""));
    private final Arrival third = new Received(Message.of("third", ""));

    @Test
    void looksAgainAtAMessageThatIsHeldJustAfterAHandlerCame() throws InterruptedException {
        inbox.add(first);
        inbox.add(second);
        inbox.add(third);
        inbox.hold(take());
        Arrival taken = take();
        inbox.reconsider();
        inbox.hold(taken);
        assertEquals(3, inbox.size());
        assertSame(first, take());
        assertSame(second, take());
        assertSame(third, take());
    }

    @Test
    void handsHeldMessagesToReceiveOnlyUntilAHandlerCame() throws InterruptedException {
        inbox.add(first);
        inbox.add(second);
        inbox.hold(take());
        inbox.hold(take());
        assertNull(inbox.take(false, 0, () -> true));
        assertSame(first, inbox.poll());
        assertSame(second, inbox.take(true, 0, () -> true));
    }

    private Arrival take() throws InterruptedException {
        Arrival taken = inbox.take(false, 0, () -> true);
        if (taken == null) {
            throw new AssertionError("nothing there");
        }
        return taken;
    }

    private static final class Received extends Arrival {
        private final Message message;

        Received(Message message) {
            this.message = message;
        }

        @Override
        public Message message() {
            return message;
        }

        @Override
        public boolean duplicate() {
            return false;
        }

        @Override
        public List<Integer> subscriptionIdentifiers() {
            return List.of();
        }

        @Override
        public void acknowledge() {}

        @Override
        public void reject(PublishReasonCode code, ReasonProperties properties) {}
    }
}
