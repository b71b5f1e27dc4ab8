package io.mqttstack.client.internal.session;

import io.mqttstack.client.Message;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A received message on its way to the application and back. */
public final class Inbound extends Arrival {
    private static final VarHandle ANSWERED;

    static {
        try {
            ANSWERED = MethodHandles.lookup().findVarHandle(Inbound.class, "answered", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final int packetIdentifier;

    /** Set by the session's owner once the application is done. */
    boolean settled;

    /** Whether it waits for its turn to be answered with PUBACK or PUBREC. */
    boolean queued;

    /** Whether the application or the session still has use for it; told once. */
    boolean open = true;

    /** The one that is answered after it, if there is one yet. */
    @Nullable
    Inbound behind;

    private final Message message;
    private final boolean duplicate;
    private final List<Integer> subscriptionIdentifiers;
    private final Consumer<Inbound> settle;

    @SuppressWarnings("UnusedVariable") // through ANSWERED
    private volatile boolean answered;

    private PublishReasonCode answer = PublishReasonCode.SUCCESS;
    private ReasonProperties answerProperties = ReasonProperties.NONE;

    Inbound(
            Message message,
            boolean duplicate,
            List<Integer> subscriptionIdentifiers,
            int packetIdentifier,
            Consumer<Inbound> settle) {
        this.message = message;
        this.duplicate = duplicate;
        this.subscriptionIdentifiers = subscriptionIdentifiers;
        this.packetIdentifier = packetIdentifier;
        this.settle = settle;
    }

    /** One of QoS 2 that was handled by an earlier client; what it said is of no use any more. */
    static Inbound handled(int packetIdentifier) {
        Message unknown = Message.of(TopicName.of("unknown"), Bytes.EMPTY, QoS.EXACTLY_ONCE, false);
        Inbound handled = new Inbound(unknown, false, List.of(), packetIdentifier, again -> {});
        handled.answered = true;
        handled.settled = true;
        handled.open = false;
        return handled;
    }

    @Override
    public Message message() {
        return message;
    }

    @Override
    public boolean duplicate() {
        return duplicate;
    }

    @Override
    public List<Integer> subscriptionIdentifiers() {
        return subscriptionIdentifiers;
    }

    @Override
    public void acknowledge() {
        if (finish()) {
            settle.accept(this);
        }
    }

    /**
     * Acknowledges it as {@link #acknowledge()} does, without handing it over to the session's owner.
     *
     * @return whether it was open, and the caller has to do that
     */
    public boolean finish() {
        return ANSWERED.compareAndSet(this, false, true);
    }

    @Override
    public void reject(PublishReasonCode code, ReasonProperties properties) {
        checkRejection(code);
        if (ANSWERED.compareAndSet(this, false, true)) {
            answer = code;
            answerProperties = properties;
            settle.accept(this);
        }
    }

    /**
     * Checks that a Reason Code can reject a message.
     *
     * @param code the Reason Code
     * @throws IllegalArgumentException if it is no error
     */
    public static void checkRejection(PublishReasonCode code) {
        if (!code.isError()) {
            throw new IllegalArgumentException(
                    "A message is rejected with a Reason Code of 0x80 or above, not " + code);
        }
    }

    QoS qos() {
        return message.qos();
    }

    /** What to answer; read by the session's owner after the settling was handed over to it. */
    PublishReasonCode answer() {
        return answer;
    }

    /** Reason String and User Properties of the answer. */
    ReasonProperties answerProperties() {
        return answerProperties;
    }

    @Override
    public String toString() {
        return "Delivery[" + message + ", duplicate=" + duplicate + "]";
    }
}
