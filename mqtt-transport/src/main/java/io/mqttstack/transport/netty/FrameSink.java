package io.mqttstack.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.ReferenceCountUtil;

/** The end of Netty's pipeline: tells the connection what was read. */
final class FrameSink extends ChannelInboundHandlerAdapter {

    /** What a connection wants to know. */
    interface Listener {
        void handshakeDone();

        void binary(ByteBuf content);

        void text();

        void closeFrame();

        /** A request for another path, or none of WebSocket. */
        void otherRequest();

        void broken(Throwable cause);
    }

    private final Listener listener;

    FrameSink(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof BinaryWebSocketFrame || message instanceof ContinuationWebSocketFrame) {
                listener.binary(((io.netty.handler.codec.http.websocketx.WebSocketFrame) message).content());
            } else if (message instanceof CloseWebSocketFrame) {
                listener.closeFrame();
            } else if (message instanceof TextWebSocketFrame) {
                listener.text();
            } else {
                listener.otherRequest();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE || event instanceof HandshakeComplete) {
            listener.handshakeDone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        listener.broken(cause);
    }
}
