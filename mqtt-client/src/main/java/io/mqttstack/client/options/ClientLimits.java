package io.mqttstack.client.options;

/**
 * The bounds of a client's memory. Bytes of a message are those of its topic and payload.
 *
 * @param inboxMessages how many received messages the application may not be done with, 1 to 65,535; on 5.0 also our
 *     Receive Maximum
 * @param inboxBytes how many bytes those may have, at least 1
 * @param outboundMessages how many messages may wait to be sent or acknowledged, at least 1; what happens
 *     above is the {@link OverflowPolicy}
 * @param outboundBytes how many bytes those may have, at least 1
 * @param maximumPacketSize the largest packet that is accepted from the server, 2 to 268,435,460 bytes
 * @param topicAliasMaximum the greatest Topic Alias that the server may use, 0 to 65,535; 5.0 only
 * @param outboundTopicAliasMaximum the greatest Topic Alias that we use where the server allows as many, 0 to 65,535; 5.0
 *     only
 */
public record ClientLimits(
        int inboxMessages,
        long inboxBytes,
        int outboundMessages,
        long outboundBytes,
        int maximumPacketSize,
        int topicAliasMaximum,
        int outboundTopicAliasMaximum) {
    /** 1,024 messages and 64 MiB in, 10,000 messages and 64 MiB out, packets of 16 MiB, 16 Topic Aliases each way. */
    public static final ClientLimits DEFAULT = new ClientLimits(1_024, 64L << 20, 10_000, 64L << 20, 16 << 20, 16, 16);

    /**
     * Checks the ranges.
     *
     * @param inboxMessages 1 to 65,535
     * @param inboxBytes at least 1
     * @param outboundMessages at least 1
     * @param outboundBytes at least 1
     * @param maximumPacketSize 2 to 268,435,460
     * @param topicAliasMaximum 0 to 65,535
     * @param outboundTopicAliasMaximum 0 to 65,535
     */
    public ClientLimits {
        range("inboxMessages", inboxMessages, 1, 0xFFFF);
        range("inboxBytes", inboxBytes, 1, Long.MAX_VALUE / 4);
        range("outboundMessages", outboundMessages, 1, Integer.MAX_VALUE);
        range("outboundBytes", outboundBytes, 1, Long.MAX_VALUE / 4);
        range("maximumPacketSize", maximumPacketSize, 2, 268_435_460);
        range("topicAliasMaximum", topicAliasMaximum, 0, 0xFFFF);
        range("outboundTopicAliasMaximum", outboundTopicAliasMaximum, 0, 0xFFFF);
    }

    /**
     * The same limits with another inbox.
     *
     * @param messages how many messages, 1 to 65,535
     * @param bytes how many bytes, at least 1
     * @return new limits
     */
    public ClientLimits withInbox(int messages, long bytes) {
        return new ClientLimits(
                messages,
                bytes,
                outboundMessages,
                outboundBytes,
                maximumPacketSize,
                topicAliasMaximum,
                outboundTopicAliasMaximum);
    }

    /**
     * The same limits with another outbound buffer.
     *
     * @param messages how many messages, at least 1
     * @param bytes how many bytes, at least 1
     * @return new limits
     */
    public ClientLimits withOutbound(int messages, long bytes) {
        return new ClientLimits(
                inboxMessages,
                inboxBytes,
                messages,
                bytes,
                maximumPacketSize,
                topicAliasMaximum,
                outboundTopicAliasMaximum);
    }

    /**
     * The same limits with another size of packets from the server.
     *
     * @param bytes 2 to 268,435,460
     * @return new limits
     */
    public ClientLimits withMaximumPacketSize(int bytes) {
        return new ClientLimits(
                inboxMessages,
                inboxBytes,
                outboundMessages,
                outboundBytes,
                bytes,
                topicAliasMaximum,
                outboundTopicAliasMaximum);
    }

    /**
     * The same limits with other Topic Aliases, 5.0 only.
     *
     * @param inbound the greatest that the server may use, 0 to 65,535
     * @param outbound the greatest that we use where the server allows as many, 0 to 65,535
     * @return new limits
     */
    public ClientLimits withTopicAliases(int inbound, int outbound) {
        return new ClientLimits(
                inboxMessages, inboxBytes, outboundMessages, outboundBytes, maximumPacketSize, inbound, outbound);
    }

    private static void range(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
