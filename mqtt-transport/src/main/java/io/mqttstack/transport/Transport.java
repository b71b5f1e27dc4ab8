package io.mqttstack.transport;

/**
 * Makes connections, and accepts them: what an implementation of this SPI provides.
 *
 * <p>All methods may be called by any thread.
 */
public interface Transport extends AutoCloseable {

    /** {@return one of this transport's loops, in turn} A caller keeps it for all connections that belong together. */
    EventLoop loop();

    /**
     * Begins to connect. Never blocks, and never fails for a reason of the network: what becomes of it is reported to
     * the handler, after this method returned or in another thread, by {@link ByteHandler#opened(ByteConnection)} or
     * by {@link ByteHandler#closed}.
     *
     * @param endpoint where to; its scheme must be one of this transport's, or the attempt fails with {@link
     *     TransportException.Kind#UNSUPPORTED_SCHEME}
     * @param options how
     * @param loop the loop in which the connection lives: one that {@link #loop()} of this transport returned
     * @param handler told of everything that happens
     * @return the connection in the making, for {@link ByteConnection#close()}
     * @throws IllegalArgumentException if the loop is not one of this transport, or the endpoint has port 0
     * @throws java.util.concurrent.RejectedExecutionException if this transport is closed
     */
    ByteConnection connect(Endpoint endpoint, ConnectOptions options, EventLoop loop, ByteHandler handler);

    /**
     * Accepts connections until closed. Returns when the endpoint is bound.
     *
     * @param endpoint where; port 0 lets the operating system choose
     * @param options for each accepted connection; a secure endpoint needs {@link ConnectOptions#tls()} with a key
     * @param acceptor asked for the handler of each connection
     * @return the acceptor
     * @throws TransportException if the endpoint cannot be bound or its scheme is not one of this transport's
     * @throws IllegalArgumentException if a secure endpoint comes without TLS options
     * @throws java.util.concurrent.RejectedExecutionException if this transport is closed
     */
    Listening listen(Endpoint endpoint, ConnectOptions options, Acceptor acceptor);

    /**
     * Closes all listening sockets, connections and loops. Each open connection gets one more chance to write what was
     * put; its handler is told {@code closed}. Tasks queued before still run, timers do not. Waits until the threads of
     * this transport have ended, unless called in one of its loops. Idempotent.
     */
    @Override
    void close();

    /** Decides who handles the connections that a peer makes to us. */
    interface Acceptor {

        /**
         * A connection was accepted. Called in its loop, before {@link ByteHandler#opened(ByteConnection)} (and
         * before a TLS handshake, which may still fail). If it throws, the connection is aborted.
         *
         * @param connection the connection
         * @return the connection's handler
         */
        ByteHandler accept(ByteConnection connection);
    }

    /** A bound endpoint. */
    interface Listening extends AutoCloseable {

        /** {@return the endpoint with the port that is really used} */
        Endpoint endpoint();

        /** Accepts no more; connections already accepted stay. Any thread, idempotent, does not wait. */
        @Override
        void close();
    }
}
