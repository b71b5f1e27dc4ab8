package io.mqttstack.transport;

import java.util.Optional;

/**
 * Receives what happens to one connection.
 *
 * <p>All calls come in the connection's loop, never two at a time and never nested: a method called on the connection
 * from inside a handler has its consequences after the handler returned. The order is
 *
 * <pre>{@code
 * opened (received* readCompleted | writable)* [inputEnded] (writable)* closed
 * }</pre>
 *
 * or {@code closed} alone when the connection did not come about. A handler that throws has its connection aborted
 * and is told so by {@code closed} with {@link TransportException.Kind#FAILED}; what {@code closed} itself throws
 * goes to the uncaught exception handler of the thread.
 */
public interface ByteHandler {

    /**
     * The connection is usable: everything that belongs to opening it, a TLS handshake too, is done. At most once.
     *
     * @param connection the connection
     */
    void opened(ByteConnection connection);

    /**
     * Bytes arrived. The handler consumes all of them, and must copy what it wants to keep: the array is the
     * transport's and is overwritten as soon as this method returns.
     *
     * @param connection the connection
     * @param data the array that holds the bytes; not to be modified
     * @param offset where they begin
     * @param length how many they are: from 1 to 65,536
     */
    void received(ByteConnection connection, byte[] data, int offset, int length);

    /**
     * What had arrived was handed over, for now: the place to flush the answers to a whole burst at once.
     *
     * @param connection the connection
     */
    default void readCompleted(ByteConnection connection) {}

    /**
     * The pending bytes fell to the low-water mark: {@link ByteConnection#isWritable()} is true again after it had been
     * false.
     *
     * @param connection the connection
     */
    default void writable(ByteConnection connection) {}

    /**
     * The peer will send no more, but may still read. Closes the connection unless overridden. At most once; not called
     * for a TLS connection that ended without the peer's close_notify, which is a failure ({@link
     * TransportException.Kind#TRUNCATED}).
     *
     * @param connection the connection
     */
    default void inputEnded(ByteConnection connection) {
        connection.close();
    }

    /**
     * The connection is over, or did not come about. Exactly once, and the last call.
     *
     * @param connection the connection
     * @param cause why; empty if this side closed or aborted an open connection or the peer ended it in order
     */
    void closed(ByteConnection connection, Optional<TransportException> cause);
}
