package io.mqttstack.transport.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * The beginning of Netty's pipeline: keeps its handlers from closing the channel, which would take the pipeline down before
 * the reason has come to its end. The connection decides when it is over.
 */
final class KeepOpen extends ChannelOutboundHandlerAdapter {

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        promise.trySuccess();
    }

    @Override
    public void disconnect(ChannelHandlerContext context, ChannelPromise promise) {
        promise.trySuccess();
    }
}
