package io.mqttstack.bench.peer;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** TLS as Netty does it: its {@code SslHandler} over its NIO transport, with the engines of whoever asks. */
public final class NettyTls implements AutoCloseable {
    private static final int WRITES_A_FLUSH = 4;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Supplier<SSLEngine> engines;
    private final int port;
    private final Duration patience;

    /**
     * Starts one event loop.
     *
     * @param engines makes the engine of each connection
     * @param port where to connect to, on this machine
     * @param patience how long a handshake may take
     */
    public NettyTls(Supplier<SSLEngine> engines, int port, Duration patience) {
        this.engines = engines;
        this.port = port;
        this.patience = patience;
    }

    /**
     * Connects.
     *
     * @param received told how many bytes have come, in the event loop
     * @return the connection, when the handshake is done
     */
    public CompletionStage<Connection> connect(IntConsumer received) {
        Connection connection = new Connection(received);
        ChannelFuture connecting = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        SslHandler tls = new SslHandler(engines.get());
                        tls.setHandshakeTimeout(patience.toSeconds(), TimeUnit.SECONDS);
                        channel.pipeline().addLast(tls, connection);
                    }
                })
                .connect("127.0.0.1", port);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                connection.opened.completeExceptionally(done.cause());
            }
        });
        return connection.opened;
    }

    @Override
    public void close() {
        loops.shutdownGracefully().syncUninterruptibly();
    }

    /** One connection. */
    public static final class Connection extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Connection> opened = new CompletableFuture<>();
        private final IntConsumer received;
        private @Nullable ChannelHandlerContext context;
        private byte[] piece = {};
        private long left;

        private Connection(IntConsumer received) {
            this.received = received;
        }

        /**
         * Sends some bytes. Any thread.
         *
         * @param bytes to send
         */
        @SuppressWarnings("FutureReturnValueIgnored") // a failure comes to exceptionCaught
        public void send(byte[] bytes) {
            ChannelHandlerContext known = known();
            known.writeAndFlush(Unpooled.wrappedBuffer(bytes), known.voidPromise());
        }

        /**
         * Sends the same piece over and over, whenever the channel is writable. Any thread.
         *
         * @param bytes a piece
         * @param times how often
         */
        public void send(byte[] bytes, long times) {
            known().executor().execute(() -> {
                piece = bytes;
                left = times;
                pump();
            });
        }

        /** Closes. Any thread. */
        public CompletionStage<Void> close() {
            CompletableFuture<Void> closed = new CompletableFuture<>();
            known().close().addListener(done -> closed.complete(null));
            return closed;
        }

        private ChannelHandlerContext known() {
            ChannelHandlerContext known = context;
            if (known == null) {
                throw new IllegalStateException("The connection is not open");
            }
            return known;
        }

        @SuppressWarnings("FutureReturnValueIgnored") // a failure comes to exceptionCaught
        private void pump() {
            ChannelHandlerContext known = known();
            while (left > 0 && known.channel().isWritable()) {
                for (int count = 0; count < WRITES_A_FLUSH && left > 0; count++) {
                    known.write(Unpooled.wrappedBuffer(piece), known.voidPromise());
                    left--;
                }
                known.flush();
            }
        }

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext changed) {
            pump();
        }

        @Override
        public void channelRead(ChannelHandlerContext from, Object message) {
            int count = ((ByteBuf) message).readableBytes();
            ReferenceCountUtil.release(message);
            received.accept(count);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext from, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done) {
                if (done.isSuccess()) {
                    opened.complete(this);
                } else {
                    opened.completeExceptionally(done.cause());
                }
            }
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // nothing waits for the close
        public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
            opened.completeExceptionally(cause);
            from.close();
        }
    }
}
