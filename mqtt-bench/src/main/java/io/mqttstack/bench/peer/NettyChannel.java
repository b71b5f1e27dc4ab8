package io.mqttstack.bench.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import java.nio.ByteBuffer;

/**
 * A pipeline with one codec and a receiver on either side, called at the codec itself: the way from the socket through the
 * channel is left out.
 *
 * <pre>
 *   bytes, released | codec | messages, released
 * </pre>
 */
final class NettyChannel {
    private final Receiver messages = new Receiver();
    private final Receiver bytes = new Receiver();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    private NettyChannel() {}

    /** A channel whose codec decodes. */
    static NettyChannel decoding(ChannelInboundHandlerAdapter decoder) {
        NettyChannel made = new NettyChannel();
        made.channel.pipeline().addLast(made.bytes, decoder, made.messages);
        return made;
    }

    /** A channel whose codec encodes. */
    static NettyChannel encoding(ChannelOutboundHandler encoder) {
        NettyChannel made = new NettyChannel();
        made.channel.pipeline().addLast(made.bytes, encoder, made.messages);
        return made;
    }

    /** A buffer over the same memory, which lives for ever. */
    static ByteBuf wrap(ByteBuffer wire) {
        return Unpooled.wrappedBuffer(wire.rewind());
    }

    /** Decodes all of a buffer, which keeps its reference, and returns the last message. */
    Object decode(ByteBuf wire, ChannelInboundHandlerAdapter decoder, ChannelHandlerContext context) throws Exception {
        decoder.channelRead(context, wire.setIndex(0, wire.capacity()).retain());
        return messages.last;
    }

    /** Encodes a message, which keeps its reference, and returns the number of bytes. */
    int encode(Object message, ChannelOutboundHandler encoder, ChannelHandlerContext context) throws Exception {
        encoder.write(context, ReferenceCountUtil.retain(message), channel.voidPromise());
        return bytes.length;
    }

    /** Encodes a message and returns the bytes. */
    byte[] bytes(Object message, ChannelOutboundHandler encoder, ChannelHandlerContext context) throws Exception {
        bytes.keeping = true;
        encode(message, encoder, context);
        bytes.keeping = false;
        return bytes.kept;
    }

    EmbeddedChannel channel() {
        return channel;
    }

    /** The last message decoded. */
    Object last() {
        return messages.last;
    }

    /** Takes what the codec made, either way, and releases it. */
    private static final class Receiver extends ChannelDuplexHandler {
        private Object last = "nothing";
        private int length;
        private boolean keeping;
        private byte[] kept = {};

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            last = message;
            if (message instanceof ReferenceCounted counted) {
                counted.release();
            }
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ByteBuf buffer = (ByteBuf) message;
            length = buffer.readableBytes();
            if (keeping) {
                kept = ByteBufUtil.getBytes(buffer);
            }
            buffer.release();
        }
    }
}
