package io.mqttstack.client.internal;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The bounds of what waits to be sent or acknowledged. Room is taken by callers and given back by the loop. */
final class OutboundBuffer {
    private final int mostMessages;
    private final long mostBytes;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    OutboundBuffer(int mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    /** Takes room for a message, or fails at once. */
    void take(Message message) {
        if (size(message) > mostBytes) {
            throw new MqttException("The message for topic " + message.topic() + " has " + size(message)
                    + " bytes and the whole outbound buffer takes " + mostBytes
                    + ": send less at once, or widen ClientLimits");
        }
        if (messages.incrementAndGet() > mostMessages) {
            messages.decrementAndGet();
            throw full("messages", mostMessages);
        }
        if (bytes.addAndGet(size(message)) > mostBytes) {
            release(message);
            throw full("bytes", mostBytes);
        }
    }

    void release(Message message) {
        messages.decrementAndGet();
        bytes.addAndGet(-size(message));
    }

    /** What a message counts for: topic and payload. */
    static long size(Message message) {
        return (long) message.topic().value().length() + message.payload().length();
    }

    private static MqttException full(String unit, long most) {
        return new MqttException(
                "The outbound buffer is full (" + most + " " + unit
                        + "): publish more slowly, or widen ClientLimits; the message was not taken",
                null,
                null,
                true);
    }
}
